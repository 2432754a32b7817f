// Marks upon the images of one series as a Grayscale Softcopy Presentation State (PS3.3 A.33.1).

import type { SavedMark } from '../../contract/marks.ts'
import { spacingOf } from '../../contract/spacing.ts'
import { type DicomTags, tagNumber, tagText } from '../dicom-tags.ts'
import { fileWindowOf } from '../grey-values.ts'
import {
  commonModule,
  type Dataset,
  decimal,
  dicomMoment,
  el,
  imageReference,
  type ObjectFacts,
  seq,
} from './dicom-object.ts'
import { type Graphic, graphicOf } from './mark-graphic.ts'
import { markText } from './mark-text.ts'
import type { MarkedImage } from './report-object.ts'

/** Grayscale Softcopy Presentation State Storage. */
export const stateClass = '1.2.840.10008.5.1.4.1.1.11.1'

/** A grey image with what lies upon one of its frames. */
export type StateImage = MarkedImage & {
  frame: number
  columns: number
  rows: number
  tags: DicomTags
  marks: readonly SavedMark[]
}

const layer = 'SO_DO'

function graphicObject({ type, data }: Graphic): Dataset {
  return {
    ...{ '00700005': el('CS', 'PIXEL'), '00700020': el('US', 2), '00700021': el('US', data.length) },
    ...{ '00700022': el('FL', ...data.flat()), '00700023': el('CS', type), '00700024': el('CS', 'N') },
  }
}

function textObject(text: string, [x, y]: readonly [number, number]): Dataset {
  return {
    ...{ '00700004': el('CS', 'PIXEL'), '00700006': el('ST', text) },
    ...{ '00700014': el('FL', x, y), '00700015': el('CS', 'N') },
  }
}

function annotation(image: StateImage): Dataset {
  const graphics = image.marks.flatMap((mark) => graphicOf(mark) ?? [])
  const texts = image.marks.flatMap((mark, index) => {
    const said = markText(mark)
    const at = mark.points.at(-1) ?? ([image.columns * 0.03, image.rows * (0.05 + 0.05 * index)] as const)
    return said ? [textObject(said, at)] : []
  })
  return {
    '00081140': seq(imageReference(image)),
    '00700002': el('CS', layer),
    ...(texts.length > 0 ? { '00700008': seq(...texts) } : {}),
    ...(graphics.length > 0 ? { '00700009': seq(...graphics.map(graphicObject)) } : {}),
  }
}

function displayedArea(image: StateImage): Dataset {
  const spacing = spacingOf(image.tags)
  return {
    '00081140': seq(imageReference(image)),
    ...{ '00700052': el('SL', 1, 1), '00700053': el('SL', image.columns, image.rows) },
    '00700100': el('CS', 'SCALE TO FIT'),
    ...(spacing
      ? { '00700101': el('DS', decimal(spacing[0]), decimal(spacing[1])) }
      : { '00700102': el('IS', '1', '1') }),
  }
}

function windows(images: readonly StateImage[]): Dataset {
  const items = images.flatMap((image) => {
    const window = fileWindowOf(image.tags)
    if (!window) return []
    return [
      {
        '00081140': seq(imageReference(image)),
        ...{ '00281050': el('DS', decimal(window.center)), '00281051': el('DS', decimal(window.width)) },
      },
    ]
  })
  return items.length > 0 ? { '00283110': seq(...items) } : {}
}

/** Images that one state can show: of one series, with one way from stored to shown values. */
export const stateKey = ({ seriesUid, tags }: Pick<StateImage, 'seriesUid' | 'tags'>): string =>
  [seriesUid, tagNumber(tags, '00281053') ?? 1, tagNumber(tags, '00281052') ?? 0, tagText(tags, '00280004')].join('/')

/** The data set of a state, without whose it is. The images all have the same `stateKey`. */
export function stateOf(images: readonly StateImage[], facts: ObjectFacts): Dataset {
  const [first] = images
  if (!first) throw new Error('a presentation state without images')
  const { date, time } = dicomMoment(facts.writtenAt)
  const byObject = [...Map.groupBy(images, (image) => image.sopUid).values()].flatMap(([image]) => image ?? [])
  const [slope, intercept] = [tagNumber(first.tags, '00281053'), tagNumber(first.tags, '00281052')]
  const references = byObject.map(({ sopClass, sopUid }) => ({
    '00081150': el('UI', sopClass),
    '00081155': el('UI', sopUid),
  }))
  return {
    ...commonModule(facts, {
      sopClass: stateClass,
      modality: 'PR',
      seriesNumber: 9902,
      description: 'Số đo trên ảnh (Tuyến)',
    }),
    '00081115': seq({ '0020000E': el('UI', first.seriesUid), '00081140': seq(...references) }),
    ...(slope === null && intercept === null
      ? {}
      : {
          ...{ '00281052': el('DS', decimal(intercept ?? 0)), '00281053': el('DS', decimal(slope ?? 1)) },
          '00281054': el('LO', tagText(first.tags, '00080060') === 'CT' ? 'HU' : 'US'),
        }),
    ...windows(images),
    '00700001': seq(...images.map(annotation)),
    '0070005A': seq(...images.map(displayedArea)),
    '00700060': seq({ '00700002': el('CS', layer), '00700062': el('IS', '1') }),
    ...{ '00700080': el('CS', layer), '00700081': el('LO', 'Số đo trên ảnh') },
    ...{ '00700082': el('DA', date), '00700083': el('TM', time), '00700084': el('PN') },
    '20500020': el('CS', tagText(first.tags, '00280004') === 'MONOCHROME1' ? 'INVERSE' : 'IDENTITY'),
  }
}
