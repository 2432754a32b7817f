import { inflateRawSync } from 'node:zlib'
import dicomParser, { type DataSet, type Element } from 'dicom-parser'
import { type FrameLayout, frameBytes, Unreadable, type UnreadableProblem } from './layout.ts'
import { type Syntax, syntaxes } from './syntaxes.ts'

const pixelData = 'x7fe00010'
const maxInflatedBytes = 1024 * 1024 * 1024
const maxSide = 65_535
const uid = /^[0-9]+(\.[0-9]+)*$/

/** What the pixels of an object are, and where its frames lie. */
export type Pixels = {
  layout: FrameLayout
  frames: number
  bitsStored: number
  photometric: string
  isPlanar: boolean
  element: Element
}

/** A DICOM object that was found whole: who it is, and its pixels when it has some. */
export type DicomObject = {
  studyUid: string
  seriesUid: string
  sopUid: string
  sopClass: string
  syntax: Syntax
  syntaxUid: string
  /** The bytes in which elements lie: those of the file, or the inflated ones of a deflated file. */
  bytes: Uint8Array
  data: DataSet
  pixels: Pixels | null
  /** Why it has pixels that nobody here draws, such as a dose of 32 bits or a video; it is kept and carried all the same. */
  pixelProblem: UnreadableProblem | null
}

/**
 * Opens a file as PS3.10 writes it. Throws `Unreadable`: not DICOM, truncated, a UID that is none, more than fits.
 */
export function openDicom(file: Uint8Array): DicomObject {
  const data = parse(file)
  const [studyUid, seriesUid, sopUid, sopClass, syntaxUid] = [
    'x0020000d',
    'x0020000e',
    'x00080018',
    'x00080016',
    'x00020010',
  ].map((tag) => uidOf(data, tag)) as [string, string, string, string, string]
  if (![studyUid, seriesUid, sopUid, sopClass, syntaxUid].every(isUid)) throw new Unreadable('uid-invalid')
  const syntax = syntaxes[syntaxUid] ?? { decoder: null, isUnknown: true }
  // the meta information must not name another object than the data set does (PS3.10 7.1)
  const metaSop = textOf(data, 'x00020003')
  if (metaSop !== '' && metaSop !== sopUid) throw new Unreadable('uid-invalid')
  return {
    studyUid,
    seriesUid,
    sopUid,
    sopClass,
    syntax,
    syntaxUid,
    bytes: data.byteArray as Uint8Array,
    data,
    ...pixelsOf(data, syntax),
  }
}

function parse(file: Uint8Array): DataSet {
  if (file.length < 132 || Buffer.from(file.buffer, file.byteOffset + 128, 4).toString('latin1') !== 'DICM') {
    throw new Unreadable('not-dicom')
  }
  try {
    // the library's types leave the inflater out
    const options = { inflater: inflate } as Parameters<typeof dicomParser.parseDicom>[1]
    return dicomParser.parseDicom(file, options)
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable('truncated')
  }
}

function inflate(file: Uint8Array, position: number): Uint8Array {
  try {
    const rest = inflateRawSync(file.subarray(position), { maxOutputLength: maxInflatedBytes })
    return Buffer.concat([file.subarray(0, position), rest])
  } catch (error) {
    const isTooLarge = error instanceof RangeError || (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
    throw new Unreadable(isTooLarge ? 'too-large' : 'truncated')
  }
}

// as it stands: a UID of several values is none, and no two readers may choose another of them
const uidOf = (data: DataSet, tag: string): string => (data.string(tag) ?? '').replaceAll('\0', '').trim()

/** True for a UID as PS3.5 9.1 writes it. */
export const isUid = (text: string): boolean => uid.test(text) && text.length <= 64

/** The first value of a text element, empty when it is absent. */
export const textOf = (data: DataSet, tag: string): string =>
  (data.string(tag) ?? '').split('\\')[0]?.replaceAll('\0', '').trim() ?? ''

const withoutPixels = (pixelProblem: UnreadableProblem | null) => ({ pixels: null, pixelProblem })

function pixelsOf(data: DataSet, syntax: Syntax): Pick<DicomObject, 'pixels' | 'pixelProblem'> {
  const element = data.elements[pixelData]
  if (!element) return withoutPixels(null)
  if (syntax.isUnknown) return withoutPixels('syntax-unknown')
  const number = (tag: string, usual: number) => (data.elements[tag] ? (data.uint16(tag) ?? usual) : usual)
  const [rows, columns] = [number('x00280010', 0), number('x00280011', 0)]
  const bitsAllocated = number('x00280100', 0)
  const components = number('x00280002', 1)
  const frames = Math.max(1, Number.parseInt(textOf(data, 'x00280008') || '1', 10) || 1)
  const isKnown =
    (bitsAllocated === 8 || bitsAllocated === 16 || bitsAllocated === 1) && (components === 1 || components === 3)
  if (!isKnown || rows < 1 || columns < 1 || rows > maxSide || columns > maxSide)
    return withoutPixels('pixels-unreadable')
  const pixels: Pixels = {
    layout: {
      ...{ columns, rows, components },
      // a bit a sample is spread over a byte each
      bitsAllocated: bitsAllocated === 16 ? 16 : 8,
      isSigned: number('x00280103', 0) === 1,
    },
    ...{
      frames,
      bitsStored: number('x00280101', bitsAllocated),
      photometric: textOf(data, 'x00280004') || 'MONOCHROME2',
    },
    isPlanar: components === 3 && number('x00280006', 0) === 1,
    element,
  }
  checkLength(pixels, bitsAllocated, syntax)
  return { pixels, pixelProblem: null }
}

function checkLength({ element, frames, layout, photometric }: Pixels, bitsAllocated: number, syntax: Syntax): void {
  if (element.encapsulatedPixelData) {
    if (!syntax.decoder) throw new Unreadable('pixels-unreadable')
    if ((element.fragments?.length ?? 0) === 0) throw new Unreadable('truncated')
    return
  }
  if (syntax.decoder) throw new Unreadable('pixels-unreadable')
  const whole = photometric === 'YBR_FULL_422' ? (frameBytes(layout) * 2) / 3 : frameBytes(layout)
  const needed = bitsAllocated === 1 ? Math.ceil((layout.rows * layout.columns * frames) / 8) : whole * frames
  if (element.length < needed) throw new Unreadable('truncated')
}
