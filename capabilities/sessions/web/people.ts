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

function presence(participant: Participant, tile: Tile | null, isMeLive: boolean): Pick<RoomPerson, 'is' | 'since'> {
  if (tile || isMeLive || participant.presentSince) return { is: 'here', since: participant.presentSince }
  return participant.leftAt ? { is: 'gone', since: participant.leftAt } : { is: 'not-yet', since: null }
}

/** Everybody of a room in the order of their invitation, with the live part of each; those who dropped stay. */
export function peopleOf(session: Session | undefined, call: CallSnapshot, me: string): RoomPerson[] {
  const isLive = call.room.at === 'live' || call.room.at === 'connecting'
  const invited = (session?.participants ?? []).map((participant): RoomPerson => {
    const isMe = participant.person.id === me
    const tile = call.tiles.find((each) => each.peerId === participant.person.id) ?? null
    const base = { id: participant.person.id, name: participant.person.fullName, place: participant.facilityName }
    const isThere = presence(participant, tile, isMe && isLive)
    // of oneself this page knows better than a list fetched a moment ago
    const mine = isMe && !isLive && isThere.is === 'here' ? ({ is: 'not-yet', since: null } as const) : isThere
    return { ...base, role: participant.role, isMe, tile, ...mine }
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
