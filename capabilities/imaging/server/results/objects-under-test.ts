// Objects as other programs send them, for tests.

import { type Dataset, el, fileOf, newUid, seq } from '../marks/dicom-object.ts'
import { segmentationClass } from './result-classes.ts'

/** A frame of a segmentation: the pixels inside, and how it says where it lies. */
export type FrameUnderTest = {
  inside: (x: number, y: number) => boolean
  segment?: number
  source?: { sopUid: string; sopClass: string; frame?: number }
  position?: readonly number[]
}

/** What may be otherwise in an object of a test. */
export type ObjectUnderTest = {
  studyUid: string
  patientId: string
  rows: number
  columns: number
  frames: readonly FrameUnderTest[]
  spacing?: readonly number[]
  orientation?: readonly number[]
  frameOfReference?: string
  labels?: readonly string[]
  algorithmType?: string
  segmentationType?: string
  changes?: Dataset
}

const code = (value: string, scheme: string, meaning: string): Dataset => ({
  '00080100': el('SH', value),
  '00080102': el('SH', scheme),
  '00080104': el('LO', meaning),
})

function commonOf(studyUid: string, patientId: string, sopClass: string, modality: string): Dataset {
  return {
    ...{ '00080005': el('CS', 'ISO_IR 192'), '00080016': el('UI', sopClass), '00080018': el('UI', newUid()) },
    ...{ '00080060': el('CS', modality), '00080070': el('LO', 'Công ty Thử Nghiệm') },
    ...{ '00081090': el('LO', 'NãoAI'), '00181020': el('LO', '2.1.0'), '00200013': el('IS', '1') },
    ...{ '00100010': el('PN', 'VU A DE'), '00100020': el('LO', patientId), '00200011': el('IS', '701') },
    ...{ '0020000D': el('UI', studyUid), '0020000E': el('UI', newUid()) },
  }
}

/** A file with a segmentation of one bit a pixel. */
export function segmentationFile(of: ObjectUnderTest): Buffer {
  const { rows, columns, frames, labels = ['Xuất huyết nội sọ'], algorithmType = 'AUTOMATIC' } = of
  const bits = new Uint8Array(2 * Math.ceil((rows * columns * frames.length) / 16))
  frames.forEach(({ inside }, frame) => {
    for (let at = 0; at < rows * columns; at += 1) {
      const bit = frame * rows * columns + at
      if (inside(at % columns, Math.floor(at / columns))) bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7))
    }
  })
  const segments = labels.map((label, index) => ({
    '00620003': seq(code('49755003', 'SCT', 'Morphologically Abnormal Structure')),
    ...{ '00620004': el('US', index + 1), '00620005': el('LO', label), '00620008': el('CS', algorithmType) },
    ...(algorithmType === 'MANUAL' ? {} : { '00620009': el('LO', 'NãoAI xuất huyết') }),
    '0062000F': seq(code('50960005', 'SCT', 'Hemorrhage')),
  }))
  return fileOf({
    ...commonOf(of.studyUid, of.patientId, segmentationClass, 'SEG'),
    ...{ '0008103E': el('LO', 'Vùng nghi xuất huyết'), '00200052': el('UI', of.frameOfReference ?? '1.2.3.9') },
    ...{ '00280002': el('US', 1), '00280004': el('CS', 'MONOCHROME2'), '00280008': el('IS', String(frames.length)) },
    ...{ '00280010': el('US', rows), '00280011': el('US', columns), '00280100': el('US', 1) },
    ...{ '00280101': el('US', 1), '00280102': el('US', 0), '00280103': el('US', 0) },
    ...{ '00620001': el('CS', of.segmentationType ?? 'BINARY'), '00620002': seq(...segments) },
    '52009229': seq({
      ...(of.orientation ? { '00209116': seq({ '00200037': el('DS', ...of.orientation.map(String)) }) } : {}),
      ...(of.spacing ? { '00289110': seq({ '00280030': el('DS', ...of.spacing.map(String)) }) } : {}),
    }),
    '52009230': seq(...frames.map(functionalGroup)),
    '7FE00010': el('OB', bits.buffer),
    ...of.changes,
  })
}

function functionalGroup({ source, position, segment = 1 }: FrameUnderTest): Dataset {
  const image = source && {
    ...{ '00081150': el('UI', source.sopClass), '00081155': el('UI', source.sopUid) },
    ...(source.frame ? { '00081160': el('IS', String(source.frame)) } : {}),
  }
  return {
    ...(image ? { '00089124': seq({ '00082112': seq(image) }) } : {}),
    ...(position ? { '00209113': seq({ '00200032': el('DS', ...position.map(String)) }) } : {}),
    '0062000A': seq({ '0062000B': el('US', segment) }),
  }
}

type ReportUnderTest = {
  studyUid: string
  patientId: string
  /** The image on which the points lie. */
  image: { sopUid: string; sopClass: string }
  points: readonly number[]
  graphic?: string
  /** Observer type DEV with the algorithm, or a person. */
  isByDevice?: boolean
  sopClass?: string
  changes?: Dataset
}

type Code = [string, string, string]
const item = (relation: string, type: string, name: Code | null, said: Dataset): Dataset => ({
  ...{ '0040A010': el('CS', relation), '0040A040': el('CS', type) },
  ...(name ? { '0040A043': seq(code(...name)) } : {}),
  ...said,
})
const text = (relation: string, name: Code, value: string): Dataset =>
  item(relation, 'TEXT', name, { '0040A160': el('UT', value) })

/** A file with a report of measurements (TID 1500): a volume in a group with a region, and a finding as text. */
export function reportFile(of: ReportUnderTest): Buffer {
  const reference = { '00081150': el('UI', of.image.sopClass), '00081155': el('UI', of.image.sopUid) }
  const picture = item('SELECTED FROM', 'IMAGE', null, { '00081199': seq(reference) })
  const drawn = { '00700022': el('FL', ...of.points), '00700023': el('CS', of.graphic ?? 'POLYLINE') }
  const region = item('CONTAINS', 'SCOORD', ['111030', 'DCM', 'Image Region'], { ...drawn, '0040A730': seq(picture) })
  const volume = { '0040A30A': el('DS', '12.50'), '004008EA': seq(code('mL', 'UCUM', 'milliliter')) }
  const group = container(
    ['125007', 'DCM', 'Measurement Group'],
    text('HAS OBS CONTEXT', ['112039', 'DCM', 'Tracking Identifier'], 'Khối máu tụ 1'),
    item('CONTAINS', 'NUM', ['118565006', 'SCT', 'Volume'], { '0040A300': seq(volume) }),
    region,
  )
  const observer: Dataset[] =
    of.isByDevice === false
      ? [codeItem(['121005', 'DCM', 'Observer Type'], ['121006', 'DCM', 'Person'])]
      : [
          codeItem(['121005', 'DCM', 'Observer Type'], ['121007', 'DCM', 'Device']),
          text('HAS OBS CONTEXT', ['111001', 'DCM', 'Algorithm Name'], 'NãoAI thể tích'),
          text('HAS OBS CONTEXT', ['111003', 'DCM', 'Algorithm Version'], '3.0'),
        ]
  return fileOf({
    ...commonOf(of.studyUid, of.patientId, of.sopClass ?? '1.2.840.10008.5.1.4.1.1.88.33', 'SR'),
    ...{ '0008103E': el('LO', 'Báo cáo tự động'), '0040A040': el('CS', 'CONTAINER') },
    '0040A043': seq(code('126000', 'DCM', 'Imaging Measurement Report')),
    '0040A050': el('CS', 'SEPARATE'),
    '0040A730': seq(
      ...observer,
      container(['126010', 'DCM', 'Imaging Measurements'], group),
      text('CONTAINS', ['121071', 'DCM', 'Finding'], 'Nghi máu tụ dưới màng cứng bên phải'),
    ),
    ...of.changes,
  })
}

const codeItem = (name: Code, value: Code): Dataset =>
  item('HAS OBS CONTEXT', 'CODE', name, { '0040A168': seq(code(...value)) })

const container = (name: Code, ...under: Dataset[]): Dataset =>
  item('CONTAINS', 'CONTAINER', name, { '0040A050': el('CS', 'SEPARATE'), '0040A730': seq(...under) })
