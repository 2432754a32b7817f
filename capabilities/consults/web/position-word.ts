import type { LadderDocument } from '../contract/ladder.ts'

/** The word of a position; that of the coordinator is taken by a reason. */
export const positionWord = (position: LadderDocument['rungs'][number]['whom'][number]) =>
  position === 'coordinator' ? 'position-coordinator' : position
