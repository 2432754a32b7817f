import type { SlideContent } from '../../contract/contents.ts'
import type { ImageSeries } from '../../contract/images.ts'
import { angleOf, areaOf, type ImagePoint, lengthOf, valuesOf } from '../../contract/mark-measures.ts'
import type { Measure } from '../../contract/marks.ts'
import { spacingOf } from '../../contract/spacing.ts'
import { type DicomTags, tagNumber, tagText } from '../dicom-tags.ts'

type Shape = { kind: string; points: readonly ImagePoint[] }
type Layout = NonNullable<ImageSeries['instances'][number]['layout']>

/** What a frame says of itself, with its samples where values are read; null for those in colour. */
export type MeasuredFrame = { tags: DicomTags; layout: Layout; samples: Buffer | null; slide: SlideContent | null }

/** True for marks that read values of the pixels under them. */
export const readsValues = (kind: string): boolean => kind === 'ellipse' || kind === 'probe'

/** Micrometres on a slide; of an area without a scale nothing is said. */
function measureOnSlide({ kind, points }: Shape, { spacing }: SlideContent): Measure {
  const scale = spacing === null ? null : ([spacing * 1000, spacing * 1000] as const)
  return {
    ...{ unit: scale ? 'um' : 'px', angle: null, values: null, valueUnit: '' },
    length: kind === 'length' && scale ? lengthOf(points, scale) : null,
    area: kind === 'ellipse' && scale ? areaOf(points, scale) : null,
  }
}

/** What a mark measures on its frame: in millimetres only where the file says how large a pixel is in the body. */
export function measureMark(mark: Shape, { tags, layout, samples, slide }: MeasuredFrame): Measure {
  if (slide) return measureOnSlide(mark, slide)
  const spacing = spacingOf(tags)
  const { kind, points } = mark
  const isHounsfield = tagText(tags, '00080060') === 'CT'
  return {
    unit: spacing ? 'mm' : 'px',
    length: kind === 'length' ? lengthOf(points, spacing) : null,
    angle: kind === 'angle' ? angleOf(points, spacing) : null,
    area: kind === 'ellipse' ? areaOf(points, spacing) : null,
    values:
      samples && readsValues(kind)
        ? valuesOf(mark, {
            ...{ values: typed(samples, layout), columns: layout.columns, rows: layout.rows },
            ...{ slope: tagNumber(tags, '00281053') ?? 1, intercept: tagNumber(tags, '00281052') ?? 0 },
          })
        : null,
    valueUnit: isHounsfield ? 'HU' : '',
  }
}

function typed(samples: Buffer, { bitsAllocated, isSigned }: Layout): ArrayLike<number> {
  // a copy of its own, since a view of two bytes must begin at an even place
  const { buffer, byteLength } = Uint8Array.from(samples)
  if (bitsAllocated === 8) return isSigned ? new Int8Array(buffer) : new Uint8Array(buffer)
  return isSigned ? new Int16Array(buffer, 0, byteLength / 2) : new Uint16Array(buffer, 0, byteLength / 2)
}
