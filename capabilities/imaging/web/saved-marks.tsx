import { useQuery } from '@tanstack/react-query'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { numberText } from '#platform/web/i18n/time.ts'
import { type Language, type Say, useLanguage, useWords } from '#platform/web/i18n/words.ts'
import type { SavedMark } from '../contract/marks.ts'
import { placeOf } from './image-place.ts'
import { MarkShape } from './mark-layer.tsx'
import { marksQuery } from './mark-queries.ts'
import { markWords } from './mark-words.ts'
import style from './marks.module.css'
import { useViewerState } from './use-viewer.ts'
import { toStage, type ViewerStore } from './viewer-state.ts'

/** Says marks in the language of the interface. */
export type Saying = { t: Say<typeof markWords.words>; language: Language }

/** What a saved mark says: what it measures, by the server, and the words left with it. */
export function savedText({ kind, measure, text, aspects }: SavedMark, { t, language }: Saying): string {
  const write = (value: number) => numberText(Math.round(value * 10) / 10, language)
  const { length, angle, area, values, unit, valueUnit } = measure
  const value = (said: number) => `${write(said)}${valueUnit ? ` ${valueUnit}` : ''}`
  return [
    length === null ? '' : t(unit, { n: write(length) }),
    angle === null ? '' : `${write(angle)}°`,
    values ? (kind === 'probe' ? value(values.mean) : `${write(values.mean)} ± ${value(values.deviation)}`) : '',
    area === null ? '' : t(unit === 'mm' ? 'mm2' : 'px2', { n: write(area) }),
    aspects
      ? `ASPECTS · ${t(aspects.side)} · ${Object.entries(aspects.regions)
          .map(([region, isAffected]) => `${region} ${t(isAffected ? 'affected' : 'spared').toLowerCase()}`)
          .join(', ')}`
      : '',
    text,
  ]
    .filter(Boolean)
    .join(' · ')
}

type Props = { patientId: string; studyId: string; store: ViewerStore }

/** What colleagues and I have saved on the slice that is shown, with who and when. */
export function SavedMarks({ patientId, studyId, store }: Props) {
  const t = useWords(markWords)
  const language = useLanguage()
  const { painted, areMarksHidden } = useViewerState(store)
  const marks = useQuery(marksQuery(patientId, studyId))
  const place = painted && placeOf(painted.imageId)
  if (!place || areMarksHidden) return null
  const upon = (marks.data ?? []).filter(
    (mark) => !mark.removedReason && mark.sopUid === place.sopUid && mark.frame === place.frame,
  )
  if (upon.length === 0) return null
  const regions = upon.filter((mark) => mark.aspects)
  return (
    <svg className={style['saved']} data-saved={upon.length}>
      {upon.map((mark) => {
        if (mark.kind === 'aspects') return null
        const points = mark.points.map((point) => toStage(painted.matrix, point))
        const [x, y] = points.at(-1) ?? [0, 0]
        return (
          <g key={mark.markId} data-saved-mark={mark.kind}>
            <MarkShape kind={mark.kind} points={points} />
            <text x={x + 10} y={y + 5}>
              {savedText(mark, { t, language })}
              <tspan className={style['author']} x={x + 10} dy="1.4em">
                {mark.by.fullName} · {shownMoment(mark.at)}
              </tspan>
            </text>
          </g>
        )
      })}
      {regions.map((mark, index) => (
        <text key={mark.markId} data-saved-mark="aspects" x="50%" y={24 + index * 22} textAnchor="middle">
          {savedText(mark, { t, language })} · {mark.by.fullName}
        </text>
      ))}
    </svg>
  )
}
