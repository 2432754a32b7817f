import { timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import type { CallSnapshot } from './call-snapshot.ts'
import type { LinkQuality } from './link-quality.ts'
import style from './people.module.css'
import type { RoomPerson } from './people.ts'
import { StreamVideo } from './stream-video.tsx'
import { sessionsWords } from './words.ts'

const barsOf: Record<LinkQuality, number> = { good: 4, weak: 2, lost: 0 }

/** The quality of a link as four bars; the word stands beside them. */
const Bars = ({ link }: { link: LinkQuality }) => (
  <span className={style['bars']} data-bars={barsOf[link]} aria-hidden="true">
    <i />
    <i />
    <i />
    <i />
  </span>
)

/** One person of the room: picture, name, place, and how their link is in bars and a word. */
export function PersonTile({ person, call }: { person: RoomPerson; call: CallSnapshot }) {
  const t = useWords(sessionsWords)
  const { tile, isMe } = person
  const isCameraOn = isMe ? call.self.camera : Boolean(tile?.camera && tile.stream)
  const stream = isMe ? (person.is === 'here' ? call.self.preview : undefined) : tile?.stream
  const name = isMe ? t('me', { name: person.name }) : person.name
  return (
    <li className={style['tile']} data-is={person.is} data-talking={tile?.talking ? 'yes' : undefined}>
      <span className={style['face']} data-camera={isCameraOn && stream ? 'on' : 'off'}>
        {stream ? <StreamVideo stream={stream} label={name} isSilent={isMe} isMirrored={isMe} /> : null}
      </span>
      <p className={style['name']} title={name}>
        {name}
      </p>
      <p className={style['place']}>{[person.place, person.role && t(person.role)].filter(Boolean).join(', ')}</p>
      <p className={style['link']}>
        <LinkWord person={person} call={call} />
      </p>
    </li>
  )
}

function LinkWord({ person, call }: { person: RoomPerson; call: CallSnapshot }) {
  const t = useWords(sessionsWords)
  if (person.is === 'gone') return <span>{t('goneSince', { time: person.since ? timeText(person.since) : '' })}</span>
  if (person.is === 'not-yet') return <span>{t('notThere')}</span>
  const { tile, isMe } = person
  // what is known of the others' links is old while one's own is broken
  if (!isMe && (!tile || call.room.at !== 'live')) return <span>{t('isThere')}</span>
  const link = isMe ? call.link : (tile?.link ?? 'good')
  const isMuted = isMe ? call.self.muted : Boolean(tile?.muted)
  const isSoundOnly = link === 'weak' && !(isMe ? call.self.camera : tile?.camera)
  const said = tile?.talking ? t('talking') : isSoundOnly ? t('weakSound') : t(link)
  const isSharing = isMe ? call.self.sharing : Boolean(tile?.screen)
  return (
    <>
      <Bars link={link} />
      <span>{[said, isMuted && t('muted'), isSharing && t('sharing')].filter(Boolean).join(', ')}</span>
    </>
  )
}
