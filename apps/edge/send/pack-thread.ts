// Runs in a thread of its own; packing.ts speaks with it.

import { parentPort } from 'node:worker_threads'
import { packInstance, Unreadable } from '#capabilities/imaging/pixels/index.ts'

/** An object for the thread: `at` is the number under which the answer comes. */
export type ToPack = { at: number; file: Uint8Array }

/** The parcel; null when the object cannot be packed, and why. */
export type Packed = { at: number; parcel: Uint8Array | null; problem: string }

async function packed({ at, file }: ToPack): Promise<Packed> {
  try {
    return { at, parcel: await packInstance(file), problem: '' }
  } catch (error) {
    return { at, parcel: null, problem: error instanceof Unreadable ? error.problem : 'cannot-be-packed' }
  }
}

parentPort?.on('message', (message: ToPack) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  void packed(message).then((answer) => parentPort?.postMessage(answer))
})
