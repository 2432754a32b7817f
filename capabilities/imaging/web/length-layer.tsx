import { numberText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import style from './imaging.module.css'
import { type Length, lengthOf, type Matrix, toStage } from './viewer-state.ts'
import { imagingWords } from './words.ts'

type Props = {
  lengths: readonly Length[]
  matrix: Matrix
  /** Millimetres a pixel, `[row, column]`; null when nobody knows. */
  spacing: readonly [number, number] | null
}

/** The lengths measured on the slice that is shown. */
export function LengthLayer({ lengths, matrix, spacing }: Props) {
  const t = useWords(imagingWords)
  const language = useLanguage()
  const textOf = (line: Length) => {
    const n = numberText(Math.round(lengthOf(line, spacing) * 10) / 10, language)
    return spacing ? t('millimetres', { n }) : t('pixels', { n })
  }
  return (
    <svg className={style['lengths']} aria-hidden={lengths.length === 0}>
      {lengths.map((line) => {
        const [x1, y1] = toStage(matrix, line.from)
        const [x2, y2] = toStage(matrix, line.to)
        return (
          <g key={`${line.from.join()} ${line.to.join()}`}>
            <line x1={x1} y1={y1} x2={x2} y2={y2} />
            <circle cx={x1} cy={y1} r={4} />
            <circle cx={x2} cy={y2} r={4} />
            <text x={x2 + 10} y={y2 + 5}>
              {textOf(line)}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
