import type { DicomElement, DicomJson } from './dicom-json.ts'

// the functional groups that move or draw a frame (PS3.3 C.7.6.16.2): measures, position, orientation, window, units
const groups = ['00289110', '00209113', '00209116', '00289132', '00289145', '00209111']
const shared = '52009229'
const perFrame = '52009230'

/** What a frame says: of an enhanced object its functional groups in the places where other objects have them. */
export function frameTags(image: DicomJson, frame: number): DicomJson {
  const [common] = itemsOf(image[shared])
  const own = itemsOf(image[perFrame])[frame - 1]
  if (!common && !own) return image
  const { [shared]: _shared, [perFrame]: _perFrame, ...rest } = image
  const tags: Record<string, DicomElement> = { ...rest }
  for (const from of [common, own]) {
    for (const group of groups) Object.assign(tags, itemsOf(from?.[group])[0] ?? {})
  }
  return tags
}

const itemsOf = (element: DicomElement | undefined): DicomJson[] => (element?.Value ?? []) as DicomJson[]
