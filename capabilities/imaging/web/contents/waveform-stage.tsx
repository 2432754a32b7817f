import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { numberText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { type Waveform, waveform } from '../../contract/contents.ts'
import { fetchBytes } from '../fetch-bytes.ts'
import imaging from '../imaging.module.css'
import type { Series } from '../slices.ts'
import type { ContentAddresses } from './content-address.ts'
import { contentWords } from './content-words.ts'
import style from './contents.module.css'
import { leadHeight, pixelsMillimetre, pixelsSecond, pulsePath, tracePath } from './trace.ts'

type Props = { at: ContentAddresses; series: Series; title: React.ReactNode; children: React.ReactNode }
type Group = Waveform['groups'][number]

const query = (at: ContentAddresses, instanceId: string) => ({
  queryKey: ['waveform', at.content(instanceId)],
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const bytes = await fetchBytes(at.content(instanceId), null, signal)
    return waveform.parse(JSON.parse(new TextDecoder().decode(bytes)))
  },
  staleTime: Number.POSITIVE_INFINITY,
})

/** The leads of an ECG on the grid of its paper. */
export function WaveformStage({ at, series, title, children }: Props) {
  const t = useWords(contentWords)
  const recordings = series.instances.filter(({ content }) => content?.kind === 'waveform')
  const [chosen, setChosen] = useState(0)
  const shown = recordings[chosen] ?? recordings[0]
  const found = useQuery(query(at, shown?.id ?? ''))
  const problem = useProblem(found.error)
  return (
    <section className={style['waveform']} aria-label={t('waveform')} data-waveform={found.data ? 'ready' : 'loading'}>
      <div className={style['bar']}>
        <span>{title}</span>
        <b className="figure">{t('paper')}</b>
        {recordings.length > 1
          ? recordings.map(({ id }, index) => (
              <button key={id} type="button" aria-pressed={index === chosen} onClick={() => setChosen(index)}>
                {t('recording', { n: index + 1 })}
              </button>
            ))
          : null}
        {children}
      </div>
      <p className={style['notice']}>{t('notForMeasuring')}</p>
      {problem ? <p className={imaging['blank']}>{problem}</p> : null}
      {found.data || problem ? null : <p role="status">{t('loadingWaveform')}</p>}
      {found.data?.groups.map((group, index) => (
        <Leads key={`${shown?.id}/${group.label}/${String(index)}`} group={group} />
      ))}
      {found.data && found.data.others > 0 ? <p>{t('others', { n: found.data.others })}</p> : null}
    </section>
  )
}

const mostSeconds = 30
const margin = 60

/** What was sampled together, at most half a minute of it at once. */
function Leads({ group }: { group: Group }) {
  const t = useWords(contentWords)
  const language = useLanguage()
  const all = (group.channels[0]?.samples.length ?? 0) / group.frequency
  const [from, setFrom] = useState(0)
  const to = Math.min(all, from + mostSeconds)
  const height = group.channels.length * leadHeight
  const width = margin + (to - from) * pixelsSecond
  return (
    <>
      <div className={style['bar']}>
        <span className="small">
          {group.label} {t('sampled', { n: numberText(group.frequency, language) })}
        </span>
        {all > mostSeconds ? (
          <>
            <button type="button" disabled={from === 0} onClick={() => setFrom(Math.max(0, from - mostSeconds))}>
              {t('earlier')}
            </button>
            <span className="figure">
              {t('part', { from: Math.round(from), to: Math.round(to), all: Math.round(all) })}
            </span>
            <button type="button" disabled={to >= all} onClick={() => setFrom(from + mostSeconds)}>
              {t('later')}
            </button>
          </>
        ) : null}
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <div className={style['paper']} tabIndex={0} role="group" aria-label={t('waveform')}>
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
          <Grid width={width} height={height} />
          {group.channels.map((channel, index) => (
            <Lead
              key={`${channel.label}/${String(index)}`}
              {...{ channel, index }}
              frequency={group.frequency}
              seconds={[from, to]}
            />
          ))}
        </svg>
      </div>
    </>
  )
}

type LeadProps = {
  channel: Group['channels'][number]
  index: number
  frequency: number
  seconds: readonly [number, number]
}

function Lead({ channel, index, frequency, seconds }: LeadProps) {
  const t = useWords(contentWords)
  const middle = (index + 0.5) * leadHeight
  const [first, last] = [Math.floor(seconds[0] * frequency), Math.ceil(seconds[1] * frequency)]
  const part = { ...channel, samples: channel.samples.slice(first, last) }
  return (
    <g role="img" aria-label={t('lead', { name: channel.label || index + 1 })} data-lead={channel.label}>
      <path className={style['pulse']} d={pulsePath(8, middle)} />
      <text x={8} y={index * leadHeight + 18}>
        {channel.label || index + 1}
      </text>
      <path className={style['trace']} d={tracePath(part, frequency, [margin, middle])} />
    </g>
  )
}

function Grid({ width, height }: { width: number; height: number }) {
  const [small, large] = [pixelsMillimetre, pixelsMillimetre * 5]
  return (
    <>
      <defs>
        <pattern id="ecg-small" width={small} height={small} patternUnits="userSpaceOnUse">
          <path className={style['fine']} d={`M${small} 0H0V${small}`} />
        </pattern>
        <pattern id="ecg-large" width={large} height={large} patternUnits="userSpaceOnUse">
          <rect width={large} height={large} fill="url(#ecg-small)" />
          <path className={style['coarse']} d={`M${large} 0H0V${large}`} />
        </pattern>
      </defs>
      <rect className={style['sheet']} width={width} height={height} />
      <rect width={width} height={height} fill="url(#ecg-large)" />
    </>
  )
}
