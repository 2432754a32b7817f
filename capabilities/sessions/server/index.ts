import { type Handler, handle } from '#platform/server/handler.ts'
import type { TopicRules } from '#platform/server/live-topics.ts'
import * as contract from '../contract.ts'
import { getSession } from './get-session.ts'

/** The endpoints of sessions. */
export const sessionsHandlers: Handler[] = [handle(contract.getSession, getSession)]

/** Those invited into a room hear of it. */
export const sessionsTopics: TopicRules = {
  'session-room': async (tx, _actor, rest) => {
    const row = await tx.selectFrom('sessions.session').select('id').where('id', '=', rest).executeTakeFirst()
    return row ? 'forever' : null
  },
}

export { startJanusMediaPlane } from './janus-media-plane.ts'
export { RoomHall } from './room-hall.ts'
export { facilitiesPresent, letIntoRoom, revokeFromRoom, roomOf } from './rooms.ts'
