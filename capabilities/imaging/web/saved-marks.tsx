import { useQuery } from '@tanstack/react-query'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { numberText } from '#platform/web/i18n/time.ts'
import { type Language, type Say, useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { answersOf, type SavedMark } from '../contract/marks.ts'
import { placeOf } from './image-place.ts'
import { MarkShape } from './mark-layer.tsx'
import { marksQuery } from './mark-queries.ts'
import { markWords } from './mark-words.ts'
import style from './marks.module.css'
import { areaSaid, lengthSaid } from './microscopic.ts'
import { useViewerState } from './use-viewer.ts'
import { type Point, toStage, type ViewerStore } from './viewer-state.ts'

/** Says marks in the language of the interface. */
export type Saying = { t: Say<typeof markWords.words>; language: Language }

/** What a saved mark says: what it measures, by the server, and the words left with it. */
export function savedText({ kind, measure, text, aspects }: SavedMark, { t, language }: Saying): string {
  const write = (value: number) => numberText(Math.round(value * 10) / 10, language)
  const { length, angle, area, values, unit, valueUnit } = measure
  const value = (said: number) => `${write(said)}${valueUnit ? ` ${valueUnit}` : ''}`
  return [
    length === null ? '' : unit === 'um' ? lengthSaid(length, language) : t(unit, { n: write(length) }),
    angle === null ? '' : `${write(angle)}°`,
    values ? (kind === 'probe' ? value(values.mean) : `${write(values.mean)} ± ${value(values.deviation)}`) : '',
    area === null
      ? ''
      : unit === 'um'
        ? areaSaid(area, language)
        : t(unit === 'mm' ? 'mm2' : 'px2', { n: write(area) }),
    aspects
      ? `ASPECTS · ${t(aspects.side)} · ${answersOf(aspects)
          .map(([region, isAffected]) => `${region} ${t(isAffected ? 'affected' : 'spared').toLowerCase()}`)
          .join(', ')}`
      : '',
    text,
  ]
    .filter(Boolean)
    .join(' · ')
}

type Props = {
  patientId: string
  studyId: string
  store: ViewerStore
  /** On a small stage the marks are drawn without words. */
  isCompact: boolean
}

/** What colleagues and I have saved on the slice that is shown, with who and when. */
export function SavedMarks({ patientId, studyId, store, isCompact }: Props) {
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
    <>
      <svg className={style['saved']} data-saved={upon.length}>
        <defs>
          <marker id="saved-head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" orient="auto">
            <path d="M0 0 10 5 0 10z" />
          </marker>
        </defs>
        {upon.map((mark) =>
          mark.kind === 'aspects' ? null : <Saved key={mark.markId} {...{ mark, store, isCompact }} />,
        )}
      </svg>
      {regions.length > 0 && !isCompact ? (
        <ul className={style['regionsSaid']}>
          {regions.map((mark) => (
            <li key={mark.markId} data-saved-mark="aspects">
              {savedText(mark, { t, language })} · {mark.by.fullName}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

function Saved({ mark, store, isCompact }: { mark: SavedMark; store: ViewerStore; isCompact: boolean }) {
  const t = useWords(markWords)
  const language = useLanguage()
  const { painted, view } = useViewerState(store)
  if (!painted || mark.kind === 'aspects') return null
  const points = mark.points.map((point) => toStage(painted.matrix, point))
  const [x, y] = points.at(-1) ?? [0, 0]
  // words stand on the side where there is room: what is looked at lies in the middle of the stage
  const [middle] = toStage(painted.matrix, [view.focus[0] * painted.columns, view.focus[1] * painted.rows])
  const at = wordsAt([x, y], middle)
  return (
    <g data-saved-mark={mark.kind}>
      <MarkShape kind={mark.kind} points={points} head="saved-head" />
      {isCompact ? null : (
        <text {...at}>
          {savedText(mark, { t, language })}{' '}
          <tspan className={style['author']} x={at.x} dy="1.4em">
            {mark.by.fullName} · {shownMoment(mark.at)}
          </tspan>
        </text>
      )}
    </g>
  )
}

const narrow = 300

/** Where words stand: beside a point, on a narrow stage in its middle below the point. */
function wordsAt([x, y]: Point, middle: number) {
  if (middle < narrow) return { x: middle, y: y + 26, textAnchor: 'middle' as const }
  const isRight = x > middle * 1.1
  return { x: isRight ? x - 10 : x + 10, y: y + 5, textAnchor: isRight ? ('end' as const) : ('start' as const) }
}
