import type { BundleDefinition } from './pathway-parts.ts'

/** A step of a bundle as it is read aloud: where it stands in the list, and until when it is to be done. */
export type SpokenStep = { index: number; step: BundleDefinition['steps'][number]; dueAt: number; isLate: boolean }

/** When each step is to be done, in milliseconds: as the step says, else its even share of the bundle. */
export function stepTimes(bundle: Pick<BundleDefinition, 'withinMinutes' | 'steps'>, startedAt: number): number[] {
  const share = bundle.withinMinutes / bundle.steps.length
  return bundle.steps.map((step, index) => startedAt + (step.withinMinutes ?? share * (index + 1)) * 60_000)
}

/**
 * The step to read aloud now: the first that is not done. With the clock leading, one whose time is over is passed by
 * for the next that still has time, and comes back when there is none. Null when all are done.
 */
export function spokenStep(
  bundle: Pick<BundleDefinition, 'withinMinutes' | 'steps'>,
  at: { startedAt: number; now: number; isClockLeading: boolean },
  isDone: (code: string) => boolean,
): SpokenStep | null {
  const times = stepTimes(bundle, at.startedAt)
  const open = bundle.steps.flatMap((step, index) => {
    const dueAt = times[index] ?? at.startedAt
    return isDone(step.code) ? [] : [{ index, step, dueAt, isLate: dueAt <= at.now }]
  })
  const inTime = at.isClockLeading ? open.find((each) => !each.isLate) : undefined
  return inTime ?? open[0] ?? null
}
