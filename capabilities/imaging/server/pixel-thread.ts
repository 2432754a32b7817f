// Runs in threads of its own; pixel-pool.ts speaks with it.

import { parentPort } from 'node:worker_threads'
import {
  asJpeg,
  decodeFrame,
  type FrameLayout,
  type TileForm,
  Unreadable,
  type UnreadableProblem,
} from '../pixels/index.ts'
import type { DicomTags } from './dicom-tags.ts'
import { type Inspected, inspectFile, inspectParcel } from './inspect.ts'
import { type Rendering, renderFrame } from './render-frame.ts'
import { type Mosaic, renderMosaic } from './render-mosaic.ts'
import { openResult } from './results/open-result.ts'
import type { OpenedResult } from './results/result-content.ts'

/** Work for a thread. */
export type PixelWork =
  | { kind: 'file' | 'parcel' | 'result'; bytes: Uint8Array }
  | { kind: 'tile'; bytes: Uint8Array; form: TileForm }
  | { kind: 'samples'; bytes: Uint8Array; layout: FrameLayout }
  | { kind: 'picture'; bytes: Uint8Array; layout: FrameLayout; tags: DicomTags; how: Rendering }
  | { kind: 'mosaic'; mosaic: Mosaic; how: Rendering }

/** What a thread found: the object, or why it is none. */
export type PixelAnswer =
  | { inspected: Inspected & { file?: Uint8Array } }
  | { bytes: Uint8Array }
  | { result: OpenedResult }
  | { unreadable: UnreadableProblem }

async function answerTo(work: PixelWork): Promise<PixelAnswer> {
  try {
    if (work.kind === 'mosaic') return { bytes: await renderMosaic(work.mosaic, work.how) }
    const { kind, bytes } = work
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (kind === 'tile') return { bytes: await asJpeg(buffer, work.form) }
    if (kind === 'samples') return { bytes: await decodeFrame(buffer, work.layout) }
    if (kind === 'picture') return { bytes: await renderFrame(buffer, work.layout, work.tags, work.how) }
    if (kind === 'result') return { result: openResult(buffer) }
    return { inspected: kind === 'file' ? await inspectFile(buffer) : await inspectParcel(buffer) }
  } catch (error) {
    // whatever a stranger's file makes a parser throw, it is not an object that can be kept
    return { unreadable: error instanceof Unreadable ? error.problem : 'not-dicom' }
  }
}

parentPort?.on('message', (work: PixelWork) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  void answerTo(work).then((answer) => parentPort?.postMessage(answer))
})
