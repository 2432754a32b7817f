import { numberText } from '#platform/web/i18n/time.ts'
import { type Language, type Say, useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { angleOf, areaOf, lengthOf, type Spacing } from '../contract/mark-measures.ts'
import style from './imaging.module.css'
import type { Mark } from './marks.ts'
import { areaSaid, lengthSaid } from './microscopic.ts'
import { type Matrix, type Point, toStage } from './viewer-state.ts'
import { imagingWords } from './words.ts'

type Props = {
  marks: readonly Mark[]
  matrix: Matrix
  spacing: Spacing
  /** True where values are Hounsfield units. */
  isHounsfield: boolean
  /** Micrometres a pixel of a slide; null where nobody knows, and left out for other images. */
  micrometres?: number | null | undefined
}

/** What was measured and pointed at on the slice that is shown. */
export function MarkLayer({ marks, matrix, spacing, isHounsfield, micrometres }: Props) {
  const t = useWords(imagingWords)
  const language = useLanguage()
  const write = (value: number) => numberText(Math.round(value * 10) / 10, language)
  return (
    <svg className={style['lengths']} aria-hidden={marks.length === 0}>
      <defs>
        <marker id="arrow-head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0 10 5 0 10z" />
        </marker>
      </defs>
      {marks.map((mark) => {
        const points = mark.points.map((point) => toStage(matrix, point))
        const last = points.at(-1) ?? [0, 0]
        return (
          <g key={`${mark.kind} ${mark.points.join(' ')}`} data-mark={mark.kind}>
            <MarkShape kind={mark.kind} points={points} />
            <text x={last[0] + 10} y={last[1] + 5}>
              {micrometres === undefined
                ? textOf(mark, { t, write, spacing, isHounsfield })
                : textOnSlide(mark, { micrometres, language, t })}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

type ShapeProps = {
  kind: Mark['kind']
  points: readonly Point[]
  /** The marker at the head of an arrow. */
  head?: string
}

/** A mark as it is drawn on the stage, its points in CSS pixels. */
export function MarkShape({ kind, points, head = 'arrow-head' }: ShapeProps) {
  const [a = [0, 0], b = a, c] = points
  switch (kind) {
    case 'ellipse':
      return (
        <ellipse
          cx={(a[0] + b[0]) / 2}
          cy={(a[1] + b[1]) / 2}
          rx={Math.abs(b[0] - a[0]) / 2}
          ry={Math.abs(b[1] - a[1]) / 2}
        />
      )
    case 'text':
    case 'probe':
      return <circle cx={a[0]} cy={a[1]} r={4} />
    case 'arrow':
      // the head is where one pressed first: at what is meant
      return <line x1={b[0]} y1={b[1]} x2={a[0]} y2={a[1]} markerEnd={`url(#${head})`} />
    default:
      return (
        <>
          <line x1={a[0]} y1={a[1]} x2={b[0]} y2={b[1]} />
          {c ? <line x1={b[0]} y1={b[1]} x2={c[0]} y2={c[1]} /> : null}
          {points.map((point) => (
            <circle key={point.join()} cx={point[0]} cy={point[1]} r={4} />
          ))}
        </>
      )
  }
}

type OnSlide = { micrometres: number | null; language: Language; t: Say<typeof imagingWords.words> }

function textOnSlide({ kind, points, text }: Mark, { micrometres, language, t }: OnSlide): string {
  if (kind === 'text') return text ?? ''
  if (kind === 'length' && micrometres === null) return t('scaleUnknown')
  if (micrometres === null) return ''
  const scale = [micrometres, micrometres] as const
  if (kind === 'length') return lengthSaid(lengthOf(points, scale), language)
  return kind === 'ellipse' ? areaSaid(areaOf(points, scale), language) : ''
}

type Saying = {
  t: Say<typeof imagingWords.words>
  write: (value: number) => string
  spacing: Spacing
  isHounsfield: boolean
}

function textOf({ kind, points, values, text }: Mark, { t, write, spacing, isHounsfield }: Saying): string {
  const unit = isHounsfield ? ' HU' : ''
  switch (kind) {
    case 'length':
      return t(spacing ? 'millimetres' : 'pixels', { n: write(lengthOf(points, spacing)) })
    case 'angle':
      return points.length === 3 ? `${write(angleOf(points, spacing))}°` : ''
    case 'probe':
      return values ? `${write(values.mean)}${unit}` : ''
    case 'ellipse': {
      const area = t(spacing ? 'squareMillimetres' : 'squarePixels', { n: write(areaOf(points, spacing)) })
      return values ? `${write(values.mean)} ± ${write(values.deviation)}${unit} · ${area}` : area
    }
    case 'arrow':
      return ''
    case 'text':
      return text ?? ''
    default:
      return kind satisfies never
  }
}
