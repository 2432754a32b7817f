import { useQuery } from '@tanstack/react-query'
import { useWords } from '#platform/web/i18n/words.ts'
import style from './people.module.css'
import { peopleOf } from './people.ts'
import { PersonTile } from './person-tile.tsx'
import { sessionQuery } from './queries.ts'
import { type RoomCall, useCallSnapshot } from './use-room-call.ts'
import { sessionsWords } from './words.ts'

type Props = { sessionId: string; call: RoomCall; me: string; isList?: boolean }

/** Everybody in the room as a strip of live tiles, or as a list; a point that dropped stays with its time. */
export function PeopleStrip({ sessionId, call, me, isList }: Props) {
  const t = useWords(sessionsWords)
  const session = useQuery(sessionQuery(sessionId))
  const snapshot = useCallSnapshot(call)
  return (
    <ul className={style['strip']} data-list={isList ? 'yes' : undefined} aria-label={t('people')}>
      {peopleOf(session.data, snapshot, me).map((person) => (
        <PersonTile key={person.id} person={person} call={snapshot} />
      ))}
    </ul>
  )
}
