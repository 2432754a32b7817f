import type { Session } from '../contract.ts'
import type { CallSnapshot, Tile } from './call-snapshot.ts'

type Participant = Session['participants'][number]

/** Somebody in the strip: who they are, what arrives of them, and whether they are there. */
export type RoomPerson = {
  id: string
  name: string
  place: string
  role: Participant['role'] | null
  isMe: boolean
  is: 'here' | 'gone' | 'not-yet'
  since: string | null
  tile: Tile | null
}

type Presence = Pick<RoomPerson, 'is' | 'since'>

function presence(participant: Participant, tile: Tile | null): Presence {
  if (tile || participant.presentSince) return { is: 'here', since: participant.presentSince }
  return participant.leftAt ? { is: 'gone', since: participant.leftAt } : { is: 'not-yet', since: null }
}

/** Of oneself this page knows better than a list that was fetched a moment ago. */
function myPresence({ room }: CallSnapshot): Presence {
  if (room.at === 'live' || room.at === 'connecting') return { is: 'here', since: new Date(room.since).toISOString() }
  if (room.at === 'interrupted') return { is: 'gone', since: new Date(room.since).toISOString() }
  return { is: 'not-yet', since: null }
}

/** Everybody of a room in the order of their invitation, with the live part of each; those who dropped stay. */
export function peopleOf(session: Session | undefined, call: CallSnapshot, me: string): RoomPerson[] {
  const invited = (session?.participants ?? []).map((participant): RoomPerson => {
    const isMe = participant.person.id === me
    const tile = call.tiles.find((each) => each.peerId === participant.person.id) ?? null
    const { person, facilityName: place, role } = participant
    const there = isMe ? myPresence(call) : presence(participant, tile)
    return { id: person.id, name: person.fullName, place, role, isMe, tile, ...there }
  })
  const known = new Set(invited.map((person) => person.id))
  const others = call.tiles.filter((tile) => !known.has(tile.peerId))
  return [
    ...invited,
    ...others.map(
      (tile): RoomPerson => ({
        id: tile.peerId,
        name: tile.display,
        place: '',
        role: null,
        isMe: false,
        is: 'here',
        since: null,
        tile,
      }),
    ),
  ]
}
