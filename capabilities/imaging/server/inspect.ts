import { createHash } from 'node:crypto'
import {
  contentOf,
  encodeFrame,
  type FoundContent,
  type FrameLayout,
  openDicom,
  resolutionEnds,
  shownFrames,
  Unreadable,
  type UnreadableProblem,
  unpackParcel,
} from '../pixels/index.ts'
import { type DicomTags, tagsOf, tagText } from './dicom-tags.ts'
import { segmentationClass } from './results/result-classes.ts'
import { type SentTexts, sentTextsOf } from './sent-text.ts'

/** A frame of the file of frames: where it begins, and where each of its resolutions ends. */
export type FramePlace = [start: number, ...ends: number[]]

/** What was found in one object: who it is, what it says, and the frames that screens show. */
export type Inspected = {
  studyUid: string
  seriesUid: string
  sopUid: string
  sopClass: string
  syntax: string
  sha256: string
  bytes: number
  tags: DicomTags
  /** The name of the patient and the description, in the letters that were meant. */
  texts: SentTexts
  layout: FrameLayout | null
  /** All frames, one after the other. */
  frames: Uint8Array
  places: FramePlace[]
  /** What it holds instead of frames, such as the tiles of a slide. */
  content: FoundContent | null
  /** Why its pixels cannot be shown; what it is was read all the same. */
  problem: UnreadableProblem | null
}

/** Checks a file and makes what screens show of it. Throws `Unreadable` when it is no object that can be kept. */
export async function inspectFile(file: Buffer): Promise<Inspected> {
  return await inspect(file, createHash('sha256').update(file).digest('hex'), [])
}

/** Opens a parcel, checks what is in it, and gives the object as it was sent. Throws `Unreadable`. */
export async function inspectParcel(parcel: Buffer): Promise<Inspected & { file: Buffer }> {
  const { file, sha256, frames } = await unpackParcel(parcel)
  return { ...(await inspect(file, sha256, frames)), file }
}

async function inspect(file: Buffer, sha256: string, travelled: Buffer[]): Promise<Inspected> {
  const object = openDicom(file)
  const { studyUid, seriesUid, sopUid, sopClass, syntaxUid: syntax } = object
  const tags = tagsOf(file)
  const found: Inspected = {
    ...{
      studyUid,
      seriesUid,
      sopUid,
      sopClass,
      syntax,
      sha256,
      bytes: file.length,
      tags,
      texts: textsOf(object, tags),
    },
    ...{ layout: null, frames: new Uint8Array(0), places: [], content: null, problem: object.pixelProblem },
  }
  // regions that somebody found are no pictures: they are read apart, and drawn when somebody asks (read-results.ts)
  if (sopClass === segmentationClass) return { ...found, problem: null }
  try {
    const content = contentOf(object)
    if (content) return { ...found, content }
    const { pixels } = object
    // grey frames that travelled as HTJ2K were proven by the checksum, and are what screens show
    const asTheyCame = travelled.length > 0 && pixels?.layout.components === 1 && pixels.photometric !== 'PALETTE COLOR'
    const frames = asTheyCame ? keptFrames(travelled) : await newFrames(object)
    return { ...found, layout: asTheyCame ? pixels.layout : frames.layout, ...laidOut(frames.bytes, frames.ends) }
  } catch (error) {
    if (error instanceof Unreadable) return { ...found, problem: error.problem }
    throw error
  }
}

function textsOf({ data, bytes }: ReturnType<typeof openDicom>, tags: DicomTags): SentTexts {
  const source = (tag: string) => {
    const element = data.elements[`x${tag.toLowerCase()}`]
    const raw = element ? bytes.subarray(element.dataOffset, element.dataOffset + element.length) : null
    return { bytes: raw, asRead: tagText(tags, tag) }
  }
  const declared = (tags['00080005']?.Value ?? []).join('\\')
  return sentTextsOf(source('00100010'), source('00081030'), declared)
}

type Frames = { layout: FrameLayout | null; bytes: Buffer[]; ends: number[][] }

const keptFrames = (bytes: Buffer[]): Frames => ({ layout: null, bytes, ends: bytes.map(resolutionEnds) })

async function newFrames(object: ReturnType<typeof openDicom>): Promise<Frames> {
  const made: Frames = { layout: null, bytes: [], ends: [] }
  for await (const { samples, layout } of shownFrames(object)) {
    const { bytes, ends } = await encodeFrame(samples, layout)
    made.layout = layout
    made.bytes.push(bytes)
    made.ends.push(ends)
  }
  return made
}

function laidOut(bytes: Buffer[], ends: number[][]): Pick<Inspected, 'frames' | 'places'> {
  let start = 0
  const places = bytes.map((frame, index): FramePlace => {
    const place: FramePlace = [start, ...(ends[index] ?? [])]
    start += frame.length
    return place
  })
  return { frames: Buffer.concat(bytes), places }
}
