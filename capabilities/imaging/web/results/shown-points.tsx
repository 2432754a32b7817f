import type { Finding, Result, ResultShape } from '../../contract/results.ts'
import type { ImagePlace } from '../image-place.ts'
import { type Painted, type Point, toStage } from '../viewer-state.ts'
import style from './results.module.css'

type Props = { painted: Painted; place: ImagePlace; results: readonly Result[] }

/** The points of reports on the slice that is shown, with what is said of them as it was sent. */
export function ShownPoints({ painted, place, results }: Props) {
  const here = results.flatMap((result) =>
    placesOf(result.findings, place).map((each) => ({ ...each, sign: result.isByAlgorithm ? 'AI' : '↗' })),
  )
  if (here.length === 0) return null
  return (
    <svg className={style['points']} data-points={here.length} aria-hidden="true">
      {here.map(({ shape, said, sign, key }) => {
        const points = outlineOf(shape).map((point) => toStage(painted.matrix, point))
        const [x, y] = points[0] ?? [0, 0]
        return (
          <g key={key}>
            {shape.kind === 'POINT' || shape.kind === 'MULTIPOINT' ? (
              points.map((point) => <Cross key={point.join()} at={point} />)
            ) : (
              <polyline points={points.map((point) => point.join()).join(' ')} />
            )}
            {said.map((line, index) => (
              <text key={line} x={x + 8} y={y - 8 + index * 18}>
                {sign} {line}
              </text>
            ))}
          </g>
        )
      })}
    </svg>
  )
}

const mostLines = 3

/** The shapes on an image, each once, with what is said of it. */
function placesOf(findings: readonly Finding[], place: ImagePlace) {
  const all = findings.flatMap((finding) =>
    finding.at
      .filter((shape) => shape.sopUid === place.sopUid && shape.frame === place.frame)
      .map((shape) => ({ shape, key: JSON.stringify(shape), line: lineOf(finding) })),
  )
  return [...Map.groupBy(all, (each) => each.key)].flatMap(([key, same]) => {
    const said = [...new Set(same.map((each) => each.line).filter(Boolean))].slice(0, mostLines)
    return same.slice(0, 1).map(({ shape }) => ({ key, shape, said }))
  })
}

const lineOf = ({ name, value, unit }: Finding): string => [name, value, unit].filter(Boolean).join(' ').slice(0, 60)

function Cross({ at: [x, y] }: { at: Point }) {
  return <path d={`M${x - 6} ${y}H${x + 6}M${x} ${y - 6}V${y + 6}`} />
}

const steps = 48
const turn = (index: number): number => (index / steps) * 2 * Math.PI

/** The points through which a shape is drawn, in pixels of the image (PS3.3 C.18.6.1.2). */
function outlineOf({ kind, points }: ResultShape): Point[] {
  const [a = [0, 0], b = a, c = a, d = c] = points
  const around = (center: Point, one: Point, other: Point) =>
    Array.from({ length: steps + 1 }, (_, index): Point => {
      const [cos, sin] = [Math.cos(turn(index)), Math.sin(turn(index))]
      return [center[0] + one[0] * cos + other[0] * sin, center[1] + one[1] * cos + other[1] * sin]
    })
  if (kind === 'CIRCLE') {
    const radius = Math.hypot(b[0] - a[0], b[1] - a[1])
    return around(a, [radius, 0], [0, radius])
  }
  if (kind === 'ELLIPSE') {
    const half = (from: Point, to: Point): Point => [(to[0] - from[0]) / 2, (to[1] - from[1]) / 2]
    return around([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], half(a, b), half(c, d))
  }
  return points.map(([x, y]): Point => [x, y])
}
