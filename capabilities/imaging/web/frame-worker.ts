// Runs in a worker of its own; frame-decoder.ts speaks with it.

import codecUrl from '@cornerstonejs/codec-openjph/wasm?url'
import openCodec, { type Htj2kDecoder } from '@cornerstonejs/codec-openjph/wasmjs'
import { type FrameWork, type Samples, samplesOf } from './frame-samples.ts'

/** What the worker answers: the samples, or that the bytes are no frame. */
export type FrameAnswer = { at: number; samples: Samples | null }

let opened: Promise<Htj2kDecoder> | null = null

const open = async (): Promise<Htj2kDecoder> => {
  const { HTJ2KDecoder } = await openCodec({ locateFile: () => codecUrl })
  return new HTJ2KDecoder()
}

async function decode({ bytes, shape, resolutions }: FrameWork): Promise<Samples> {
  const decoder = await (opened ??= open())
  decoder.getEncodedBuffer(bytes.byteLength).set(new Uint8Array(bytes))
  decoder.readHeader()
  const level = Math.max(0, decoder.getNumDecompositions() + 1 - resolutions)
  const { width, height } = decoder.calculateSizeAtDecompositionLevel(level)
  decoder.decodeSubResolution(level)
  // a copy: the codec's memory moves when it grows
  return samplesOf(Uint8Array.from(decoder.getDecodedBuffer()), { width, height }, shape)
}

addEventListener('message', ({ data }: MessageEvent<FrameWork>) => {
  void decode(data).then(
    (samples) => postMessage({ at: data.at, samples } satisfies FrameAnswer, { transfer: [samples.values.buffer] }),
    () => postMessage({ at: data.at, samples: null } satisfies FrameAnswer),
  )
})
