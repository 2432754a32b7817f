import { createLazyRoute, useParams } from '@tanstack/react-router'
import { RoomPage } from './room-page.tsx'

/** The room, loaded when somebody enters one. */
export const roomRoute = createLazyRoute('/consults/$consultId/room')({
  component: function Room() {
    const { consultId }: { consultId?: string } = useParams({ strict: false })
    return <RoomPage consultId={consultId ?? ''} />
  },
})
