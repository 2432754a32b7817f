// Runs in a worker of its own; volume-source.ts speaks with it.

import { sampleAt, samplePlane, type Volume } from './sampling.ts'
import { emptyVolume, fillSlice, type VolumeAnswer, type VolumeWork } from './volume-work.ts'

let volume: Volume | null = null

addEventListener('message', ({ data }: MessageEvent<VolumeWork>) => {
  if (data.kind === 'open') {
    volume = emptyVolume(data)
    return
  }
  if (!volume) return
  if (data.kind === 'slice') return fillSlice(volume, data)
  const values =
    data.kind === 'plane' ? samplePlane(volume, data.plane, data.slab) : Float32Array.of(sampleAt(volume, data.point))
  postMessage({ at: data.at, values } satisfies VolumeAnswer, { transfer: [values.buffer] })
})
