import { whenText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Table } from '#platform/web/ui/table.tsx'
import { type Edge, edgeClockMinutes } from '../contract/edges.ts'
import { bytesText } from './bytes-text.ts'
import { gatewayColumns } from './gateway-columns.tsx'
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
      {gateway.studies.length > 0 ? (
        <Table
          caption={t('studies')}
          rows={gateway.studies}
          keyOf={(study) => study.studyUid}
          columns={gatewayColumns({ t, now })}
        />
      ) : null}
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
