// Marks of one person as a structured report: Comprehensive SR, template TID 1500 (PS3.16).

import { answersOf, type SavedMark } from '../../contract/marks.ts'
import {
  commonModule,
  type Dataset,
  decimal,
  dicomMoment,
  el,
  imageReference,
  type ObjectFacts,
  seq,
  uidOf,
} from './dicom-object.ts'
import { graphicOf } from './mark-graphic.ts'

/** Comprehensive SR Storage. */
export const reportClass = '1.2.840.10008.5.1.4.1.1.88.33'

/** An image on which something is marked. */
export type MarkedImage = {
  sopUid: string
  sopClass: string
  seriesUid: string
  /** How many frames it has. */
  frames: number
  /** True for a slide: points count in all of its pixels, not in those of a tile. */
  isSlide: boolean
}

/** What a report tells: whose marks, and the images on which they lie by their UID. */
export type Report = {
  studyUid: string
  author: string
  facilityName: string
  marks: readonly SavedMark[]
  images: ReadonlyMap<string, MarkedImage>
  /** The report that this one takes the place of. */
  predecessor: { sopUid: string; seriesUid: string } | null
}

type Code = readonly [value: string, scheme: string, meaning: string]
const code = ([value, scheme, meaning]: Code): Dataset => ({
  '00080100': el('SH', value),
  '00080102': el('SH', scheme),
  '00080104': el('LO', meaning),
})

const units = {
  mm: ['mm', 'UCUM', 'millimeter'],
  mm2: ['mm2', 'UCUM', 'square millimeter'],
  um: ['um', 'UCUM', 'micrometer'],
  um2: ['um2', 'UCUM', 'square micrometer'],
  px: ['{pixels}', 'UCUM', 'pixels'],
  px2: ['{pixels}2', 'UCUM', 'square pixels'],
  deg: ['deg', 'UCUM', 'degree'],
  hu: ["[hnsf'U]", 'UCUM', 'Hounsfield unit'],
  none: ['1', 'UCUM', 'no units'],
} as const satisfies Record<string, Code>

const length: Code = ['410668003', 'SCT', 'Length']
const angle: Code = ['1483009', 'SCT', 'Angle']
const area: Code = ['42798000', 'SCT', 'Area']
const attenuation: Code = ['112031', 'DCM', 'Attenuation Coefficient']
const pixelValue: Code = ['pixel-value', '99TUYEN', 'Value after the modality transformation']
const derivations = {
  mean: ['373098007', 'SCT', 'Mean'],
  deviation: ['386136009', 'SCT', 'Standard Deviation'],
  min: ['255605001', 'SCT', 'Minimum'],
  max: ['56851009', 'SCT', 'Maximum'],
} as const satisfies Record<string, Code>
const yes: Code = ['373066001', 'SCT', 'Yes']
const no: Code = ['373067005', 'SCT', 'No']
const sides = { left: ['7771000', 'SCT', 'Left'], right: ['24028007', 'SCT', 'Right'] } as const satisfies Record<
  string,
  Code
>

type Item = { relation: string; type: string; name: Code | null; said: Dataset; under?: Dataset[] }

const item = ({ relation, type, name, said, under = [] }: Item): Dataset => ({
  '0040A010': el('CS', relation),
  '0040A040': el('CS', type),
  ...(name ? { '0040A043': seq(code(name)) } : {}),
  ...said,
  ...(under.length > 0 ? { '0040A730': seq(...under) } : {}),
})
const codeItem = (relation: string, name: Code, value: Code): Dataset =>
  item({ relation, type: 'CODE', name, said: { '0040A168': seq(code(value)) } })
const textItem = (name: Code, text: string, under: Dataset[] = [], relation = 'CONTAINS'): Dataset =>
  item({ relation, type: 'TEXT', name, said: { '0040A160': el('UT', text) }, under })
const container = (name: Code, under: Dataset[], said: Dataset = {}): Dataset =>
  item({ relation: 'CONTAINS', type: 'CONTAINER', name, said: { '0040A050': el('CS', 'SEPARATE'), ...said }, under })

function number(name: Code, value: number, unit: Code, under: Dataset[]): Dataset {
  const measured = { '0040A30A': el('DS', decimal(value)), '004008EA': seq(code(unit)) }
  return item({ relation: 'CONTAINS', type: 'NUM', name, said: { '0040A300': seq(measured) }, under })
}

/** The place of a mark on its image, from which what is said of it was inferred. */
function place(mark: SavedMark, image: MarkedImage): Dataset[] {
  const graphic = graphicOf(mark)
  const reference = imageReference({ ...image, frame: mark.frame })
  const picture = (relation: string) =>
    item({ relation, type: 'IMAGE', name: null, said: { '00081199': seq(reference) } })
  if (!graphic) return [picture('INFERRED FROM')]
  const drawn = { '00700022': el('FL', ...graphic.data.flat()), '00700023': el('CS', graphic.type) }
  // PS3.3 C.18.6.1.3: else a viewer would look for them in the first tile
  const origin: Dataset = image.isSlide ? { '00480301': el('CS', 'VOLUME') } : {}
  return [
    item({
      relation: 'INFERRED FROM',
      type: 'SCOORD',
      name: null,
      said: { ...drawn, ...origin },
      under: [picture('SELECTED FROM')],
    }),
  ]
}

function measurements({ measure }: SavedMark, at: Dataset[]): Dataset[] {
  const { values } = measure
  const [name, unit] = measure.valueUnit === 'HU' ? [attenuation, units.hu] : [pixelValue, units.none]
  const derived = (which: keyof typeof derivations): Dataset[] =>
    values
      ? [
          number(name, values[which], unit, [
            codeItem('HAS CONCEPT MOD', ['121401', 'DCM', 'Derivation'], derivations[which]),
            ...at,
          ]),
        ]
      : []
  return [
    ...(measure.length === null ? [] : [number(length, measure.length, units[measure.unit], at)]),
    ...(measure.angle === null ? [] : [number(angle, measure.angle, units.deg, at)]),
    ...(measure.area === null ? [] : [number(area, measure.area, units[`${measure.unit}2`], at)]),
    ...(values && values.samples > 1
      ? (['mean', 'deviation', 'min', 'max'] as const).flatMap(derived)
      : values
        ? [number(name, values.mean, unit, at)]
        : []),
  ]
}

function regions({ aspects }: SavedMark, at: Dataset[]): Dataset[] {
  if (!aspects) return []
  return [
    codeItem('CONTAINS', ['272741003', 'SCT', 'Laterality'], sides[aspects.side]),
    ...answersOf(aspects).map(([region, isAffected]) => ({
      ...codeItem(
        'CONTAINS',
        [`aspects-${region}`, '99TUYEN', `ASPECTS region ${region} affected`],
        isAffected ? yes : no,
      ),
      '0040A730': seq(...at),
    })),
  ]
}

function group(mark: SavedMark, index: number, image: MarkedImage): Dataset {
  const at = place(mark, image)
  const tracking = [
    item({
      ...{ relation: 'HAS OBS CONTEXT', type: 'TEXT', name: ['112039', 'DCM', 'Tracking Identifier'] as Code },
      said: { '0040A160': el('UT', `Tuyen ${mark.kind} ${index + 1}`) },
    }),
    item({
      ...{ relation: 'HAS OBS CONTEXT', type: 'UIDREF', name: ['112040', 'DCM', 'Tracking Unique Identifier'] as Code },
      said: { '0040A124': el('UI', uidOf(mark.markId)) },
    }),
  ]
  const words = mark.text ? [textItem(['121106', 'DCM', 'Comment'], mark.text, at)] : []
  const pointed = mark.kind === 'arrow' && !mark.text ? [textItem(['121106', 'DCM', 'Comment'], '→', at)] : []
  return container(
    ['125007', 'DCM', 'Measurement Group'],
    [...tracking, ...measurements(mark, at), ...regions(mark, at), ...words, ...pointed],
    { '0040A504': seq({ '00080105': el('CS', 'DCMR'), '0040DB00': el('CS', '1501') }) },
  )
}

function evidence(studyUid: string, images: Iterable<MarkedImage>): Dataset {
  const bySeries = Map.groupBy(images, (image) => image.seriesUid)
  return {
    '0020000D': el('UI', studyUid),
    '00081115': seq(
      ...[...bySeries].map(([seriesUid, all]) => ({
        '0020000E': el('UI', seriesUid),
        '00081199': seq(
          ...all.map(({ sopClass, sopUid }) => ({ '00081150': el('UI', sopClass), '00081155': el('UI', sopUid) })),
        ),
      })),
    ),
  }
}

function replaced({ studyUid, predecessor }: Report): Dataset {
  if (!predecessor) return {}
  const before = { ...predecessor, sopClass: reportClass, frames: 1, isSlide: false }
  return { '0040A360': seq(evidence(studyUid, [before])) }
}

/** The data set of a report, without whose it is. */
export function reportOf(report: Report, facts: ObjectFacts): Dataset {
  const { date, time } = dicomMoment(facts.writtenAt)
  const marked = report.marks.flatMap((mark, index) => {
    const image = report.images.get(mark.sopUid)
    return image ? [{ image, group: group(mark, index, image) }] : []
  })
  const context = (type: string, name: Code, said: Dataset) => item({ relation: 'HAS OBS CONTEXT', type, name, said })
  return {
    ...commonModule(facts, { sopClass: reportClass, modality: 'SR', seriesNumber: 9901, description: 'Số đo (Tuyến)' }),
    ...{ '00080023': el('DA', date), '00080033': el('TM', time), '00081111': seq(), '0040A372': seq() },
    ...{ '0040A491': el('CS', 'COMPLETE'), '0040A493': el('CS', 'UNVERIFIED') },
    ...replaced(report),
    '0040A375': seq(evidence(report.studyUid, new Set(marked.map(({ image }) => image)))),
    ...{ '0040A040': el('CS', 'CONTAINER'), '0040A050': el('CS', 'SEPARATE') },
    '0040A043': seq(code(['126000', 'DCM', 'Imaging Measurement Report'])),
    '0040A504': seq({ '00080105': el('CS', 'DCMR'), '0040DB00': el('CS', '1500') }),
    '0040A730': seq(
      codeItem(
        'HAS CONCEPT MOD',
        ['121049', 'DCM', 'Language of Content Item and Descendants'],
        ['vi', 'RFC5646', 'Vietnamese'],
      ),
      codeItem('HAS OBS CONTEXT', ['121005', 'DCM', 'Observer Type'], ['121006', 'DCM', 'Person']),
      context('PNAME', ['121008', 'DCM', 'Person Observer Name'], { '0040A123': el('PN', report.author) }),
      ...(report.facilityName
        ? [
            context('TEXT', ['121009', 'DCM', "Person Observer's Organization Name"], {
              '0040A160': el('UT', report.facilityName),
            }),
          ]
        : []),
      codeItem('HAS CONCEPT MOD', ['121058', 'DCM', 'Procedure reported'], ['363679005', 'SCT', 'Imaging procedure']),
      container(
        ['126010', 'DCM', 'Imaging Measurements'],
        marked.map((each) => each.group),
      ),
    ),
  }
}
