import { whenText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Chip } from '#platform/web/ui/pieces.tsx'
import { Table } from '#platform/web/ui/table.tsx'
import { type Edge, type EdgeStudy, edgeClockMinutes } from '../contract/edges.ts'
import { bytesText } from './bytes-text.ts'
import { gatewayWords } from './gateway-words.ts'
import style from './gateways.module.css'

const minuteMs = 60_000

type Props = { gateway: Edge; now: number; onRevoke: (() => void) | null }

/** One gateway: when it was last heard, what somebody has to do about it, and how far each study is. */
export function GatewayCard({ gateway, now, onRevoke }: Props) {
  const t = useWords(gatewayWords)
  return (
    <article>
      <div className={style['head']}>
        <h3>{gateway.label}</h3>
        {onRevoke ? <Button onPress={onRevoke}>{t('revoke')}</Button> : null}
      </div>
      <p className={gateway.isSilent ? 'small is-late' : 'small dim'}>
        <Heard gateway={gateway} now={now} />
        {gateway.version ? ` · ${t('version', { v: gateway.version })}` : ''}
        {gateway.aets.length > 0 ? ` · ${t('receives', { names: gateway.aets.join(', ') })}` : ''}
      </p>
      <Health gateway={gateway} now={now} />
      {gateway.studies.length > 0 ? <Studies studies={gateway.studies} now={now} /> : null}
    </article>
  )
}

function Heard({ gateway, now }: { gateway: Edge; now: number }) {
  const t = useWords(gatewayWords)
  const word = !gateway.lastSeenAt ? 'never' : gateway.isSilent ? 'silent' : 'seen'
  return <span>{t(word, { time: whenText(gateway.lastSeenAt ?? gateway.enrolledAt, now) })}</span>
}

function Health({ gateway, now }: { gateway: Edge; now: number }) {
  const t = useWords(gatewayWords)
  const language = useLanguage()
  const { lastSeenAt, clockAheadMs, freeBytes, waitingCount, heldCount, oldestWaitingAt, spoolBytes } = gateway
  if (!lastSeenAt) return null
  const minutes = Math.round(Math.abs(clockAheadMs ?? 0) / minuteMs)
  const room = freeBytes === null ? '' : bytesText(freeBytes, language)
  return (
    <ul className={`small ${style['facts']}`}>
      <li className={freeBytes === 0 ? 'is-late' : undefined}>
        {freeBytes === 0 ? t('full') : t('holds', { held: bytesText(spoolBytes, language), free: room })}
      </li>
      <li>
        {oldestWaitingAt ? t('waiting', { n: waitingCount, time: whenText(oldestWaitingAt, now) }) : t('nothingWaits')}
      </li>
      {heldCount > 0 ? <li className="is-late">{t('held', { n: heldCount })}</li> : null}
      {minutes >= edgeClockMinutes ? (
        <li className="is-late">{t((clockAheadMs ?? 0) > 0 ? 'clockAhead' : 'clockBehind', { n: minutes })}</li>
      ) : null}
    </ul>
  )
}

function Studies({ studies, now }: { studies: readonly EdgeStudy[]; now: number }) {
  const t = useWords(gatewayWords)
  return (
    <Table
      caption={t('studies')}
      rows={studies}
      keyOf={(study) => study.studyUid}
      columns={[
        {
          key: 'study',
          head: t('study'),
          cell: (study) => (
            <>
              {study.modality || '—'}{' '}
              {study.isUrgent ? (
                <Chip kind={study.sent < study.received ? 'critical' : 'soft'}>{t('urgent')}</Chip>
              ) : null}
            </>
          ),
        },
        {
          key: 'received',
          head: t('received'),
          cell: (study) => <span className="figure">{whenText(study.firstReceivedAt, now)}</span>,
        },
        {
          key: 'sent',
          head: t('sent'),
          cell: (study) => <span className="figure">{t('sentOf', { sent: study.sent, all: study.received })}</span>,
        },
      ]}
    />
  )
}
