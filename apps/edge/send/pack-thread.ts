// Runs in a thread of its own; packing.ts speaks with it.

import { parentPort } from 'node:worker_threads'
import { encodeFrame, packInstance, Unreadable } from '#capabilities/imaging/pixels/index.ts'

/** The parcel of an object; null when the object cannot be packed, and why. */
export type Packed = { parcel: Uint8Array | null; problem: string }

async function packed(file: Uint8Array): Promise<Packed> {
  try {
    return { parcel: await packInstance(file), problem: '' }
  } catch (error) {
    return { parcel: null, problem: error instanceof Unreadable ? error.problem : 'cannot-be-packed' }
  }
}

// the first image of an emergency must not wait for the codec to load
void encodeFrame(new Uint8Array(64), { columns: 8, rows: 8, bitsAllocated: 8, components: 1, isSigned: false })

parentPort?.on('message', (file: Uint8Array) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  void packed(file).then((answer) => parentPort?.postMessage(answer))
})
