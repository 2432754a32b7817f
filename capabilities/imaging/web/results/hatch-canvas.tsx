import { useEffect, useRef } from 'react'
import type { Result } from '../../contract/results.ts'
import type { ImagePlace } from '../image-place.ts'
import type { Matrix, Painted } from '../viewer-state.ts'
import { drawHatch, insideOf, type Region } from './hatch.ts'
import style from './results.module.css'

type Props = {
  painted: Painted
  place: ImagePlace
  results: readonly Result[]
  /** The masks of each result that were fetched. */
  bytes: ReadonlyMap<string, Uint8Array | undefined>
}

/** The regions on the slice that is shown, hatched over exactly their pixels. */
export function HatchCanvas({ painted, place, results, bytes }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const regions = regionsOn(place, results, bytes)
  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    const ratio = window.devicePixelRatio
    element.width = Math.max(1, Math.round(element.clientWidth * ratio))
    element.height = Math.max(1, Math.round(element.clientHeight * ratio))
    const picture = context.createImageData(element.width, element.height)
    const matrix = painted.matrix.map((each) => each * ratio) as unknown as Matrix
    // only where the image that is shown is the one that was measured
    for (const region of regions)
      if (region.columns === painted.columns && region.rows === painted.rows) drawHatch(picture, region, matrix)
    context.putImageData(picture, 0, 0)
  })
  return <canvas ref={canvas} className={style['hatched']} data-hatched={regions.length} aria-hidden="true" />
}

/** What lies on an image, as pixels. */
function regionsOn(place: ImagePlace, results: readonly Result[], bytes: Props['bytes']): Region[] {
  return results.flatMap((result) =>
    result.masks.flatMap((mask): Region[] => {
      const all = bytes.get(result.id)
      if (!all || mask.sopUid !== place.sopUid || mask.frame !== place.frame) return []
      const { columns, rows } = result
      const pattern = Math.max(
        0,
        result.segments.findIndex((each) => each.number === mask.segment),
      )
      return [{ columns, rows, pattern, inside: insideOf(all.subarray(mask.start, mask.end), columns, rows) }]
    }),
  )
}
