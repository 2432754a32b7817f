import { type DicomTags, tagText } from '../dicom-tags.ts'

/** Why a person must look at an image before anybody else may. */
export type HeldReason =
  | 'ultrasound'
  | 'capture'
  | 'slide'
  | 'photograph'
  | 'plain'
  | 'face'
  | 'said-burned-in'
  | 'text-found'

const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7'
const wholeSlide = '1.2.840.10008.5.1.4.1.1.77.1.6'
const visibleLight = '1.2.840.10008.5.1.4.1.1.77.'
const ultrasound = ['1.2.840.10008.5.1.4.1.1.6.', '1.2.840.10008.5.1.4.1.1.3.1']
const stacked: ReadonlySet<string> = new Set(['CT', 'MR', 'PT'])
// body parts of which no face can be made; a part that was left out may be a head
const faceless: ReadonlySet<string> = new Set(
  'CHEST HEART LUNG BREAST ABDOMEN LIVER KIDNEY PELVIS BLADDER PROSTATE UTERUS HIP SHOULDER HUMERUS ELBOW FOREARM WRIST HAND FINGER FEMUR THIGH KNEE LEG TIBIA ANKLE FOOT TOE TSPINE LSPINE SSPINE COLON STOMACH PANCREAS SPLEEN'.split(
    ' ',
  ),
)
const saysHead = /s[oọ]|n[aã]o|head|brain|skull|face|neck|c[oổ]|whole|to[aà]n th[aâ]n/i

/**
 * Why an object is held for review whatever is found in its pixels: ultrasound and captures bear burned-in text and foetal
 * sex, slides their label, photographs a face, plain films the letters of the cassette, and a stack of a head gives a face
 * back in three dimensions. Only slices of CT, MR and PET of which no face can be made are not held by what they are.
 */
export function heldReasons(tags: DicomTags, sopClass: string): HeldReason[] {
  const modality = tagText(tags, '00080060').toUpperCase()
  const imageType = (tags['00080008']?.Value ?? []).map(String)
  const isUltrasound = modality === 'US' || modality === 'IVUS' || ultrasound.some((root) => sopClass.startsWith(root))
  const isCapture =
    sopClass === secondaryCapture ||
    sopClass.startsWith(`${secondaryCapture}.`) ||
    ['SC', 'OT', ''].includes(modality) ||
    imageType.some((word) => /SECONDARY|SCREEN|CAPTURE/i.test(word))
  const isSlide = modality === 'SM' || sopClass.startsWith(wholeSlide)
  const part = tagText(tags, '00180015').toUpperCase()
  const said = `${tagText(tags, '0008103E')} ${tagText(tags, '00081030')} ${tagText(tags, '00181030')}`
  const mayBeHead = !faceless.has(part) || saysHead.test(said)
  const isNamed = isUltrasound || isCapture || isSlide
  return [
    ...(isUltrasound ? (['ultrasound'] as const) : []),
    ...(isCapture ? (['capture'] as const) : []),
    ...(isSlide ? (['slide'] as const) : []),
    ...(!isSlide && (sopClass.startsWith(visibleLight) || ['ES', 'XC', 'GM'].includes(modality))
      ? (['photograph'] as const)
      : []),
    ...(!isNamed && !stacked.has(modality) ? (['plain'] as const) : []),
    ...(stacked.has(modality) && mayBeHead ? (['face'] as const) : []),
    ...(tagText(tags, '00280301').toUpperCase() === 'YES' ? (['said-burned-in'] as const) : []),
  ]
}
