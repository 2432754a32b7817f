export { CallBar } from './call-bar.tsx'
export { PeopleStrip } from './people-strip.tsx'
export { RoomStage } from './room-stage.tsx'
export { useRoomCall } from './use-room-call.ts'
