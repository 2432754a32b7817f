import type { Box } from '../../contract/teaching.ts'
import { openDicom, shownFrames, Unreadable } from '../../pixels/index.ts'
import { blackOut } from './black-out.ts'
import { elementsOf, fileOf } from './deidentify.ts'

/** The file of a held image with its boxes filled in every frame, marked as reviewed. */
export async function blackedOut(held: Buffer, boxes: readonly Box[]): Promise<Buffer> {
  const frames: Buffer[] = []
  let bitsAllocated: 8 | 16 | null = null
  for await (const { samples, layout } of shownFrames(openDicom(held))) {
    blackOut(samples, layout, boxes)
    frames.push(samples)
    bitsAllocated = layout.bitsAllocated
  }
  if (!bitsAllocated) throw new Unreadable('pixels-unreadable')
  return fileOf({ elements: elementsOf(held), frames, bitsAllocated }, true)
}
