import { segmentationClass } from './result-classes.ts'
import type { OpenedResult } from './result-content.ts'

const made = {
  title: '',
  isByAlgorithm: false,
  maker: { manufacturer: '', model: '', version: '', algorithm: '' },
}

/** What stands for an object that could not be opened at all, so that it is told and not tried again. */
export function makerOfNothing(sopClass: string, isTooLarge = false): OpenedResult {
  const rest = { problem: isTooLarge ? ('too-large' as const) : ('unreadable' as const), masks: new Uint8Array(0) }
  if (sopClass !== segmentationClass) return { kind: 'report', ...rest, content: { ...made, findings: [] } }
  return {
    kind: 'segmentation',
    ...rest,
    content: { ...made, rows: 0, columns: 0, segments: [], frames: [], seriesUids: [] },
  }
}
