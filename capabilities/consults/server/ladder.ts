import type { Duty } from '#capabilities/identity/server/index.ts'
import type { LadderDocument, PageChannel } from '../contract/ladder.ts'

/** Something to be sent to a person while nobody answers, in milliseconds after their rung rings. */
export type Send = { channel: Exclude<PageChannel, 'app'>; afterMs: number }

/** One person on the ladder: the rung, after how many milliseconds it rings, and what is sent besides the open screens. */
export type Rung = { personId: string; position: Duty['position']; rung: number; afterMs: number; sends: Send[] }

type Step = LadderDocument['rungs'][number]

const withoutSpecialty: readonly Duty['position'][] = ['coordinator', 'leader']

/**
 * Who of one hospital is rung when, from who is on duty now. Rungs without anybody are skipped and the later ones move
 * up, so that somebody rings at once. When nobody of the specialty is on duty, the coordinator and the leader ring at
 * once. Each person stands on one rung, the lowest.
 */
export function buildLadder(
  duties: readonly Duty[],
  specialty: string,
  { document, at }: { document: LadderDocument; at: Step['at'] },
): Rung[] {
  const steps = document.rungs.filter((step) => step.at === at)
  const callable = duties.filter((duty) => duty.specialty === specialty || withoutSpecialty.includes(duty.position))
  const hasSpecialist = callable.some((duty) => !withoutSpecialty.includes(duty.position))
  const filled = hasSpecialist ? stepsWithPeople(steps, callable) : [lastResort(steps, callable)]
  const seen = new Set<string>()
  return filled.flatMap(({ step, people }, place) => {
    const fresh = people.filter((duty) => !seen.has(duty.person.id))
    for (const duty of fresh) seen.add(duty.person.id)
    return fresh.map((duty) => ({
      personId: duty.person.id,
      position: duty.position,
      rung: place + 1,
      afterMs: ((steps[place]?.afterSeconds ?? 0) - (steps[0]?.afterSeconds ?? 0)) * 1000,
      sends: sendsOf(step),
    }))
  })
}

type Filled = { step: Step | undefined; people: Duty[] }

function stepsWithPeople(steps: readonly Step[], callable: readonly Duty[]): Filled[] {
  const taken = new Set<string>()
  return steps
    .map((step) => {
      const people = callable.filter((duty) => step.whom.includes(duty.position) && !taken.has(duty.person.id))
      for (const duty of people) taken.add(duty.person.id)
      return { step, people }
    })
    .filter(({ people }) => people.length > 0)
}

const lastResort = (steps: readonly Step[], callable: readonly Duty[]): Filled => ({
  step: steps.at(-1),
  people: [...new Map(callable.map((duty) => [duty.person.id, duty])).values()],
})

/** What is sent at a step besides the open screens, earliest first. */
function sendsOf(step: Step | undefined): Send[] {
  return (step?.sends ?? [])
    .flatMap(({ channel, afterSeconds }) => (channel === 'app' ? [] : [{ channel, afterMs: afterSeconds * 1000 }]))
    .sort((one, other) => one.afterMs - other.afterMs)
}

/** After how many milliseconds the backup hospital is called; null when the ladder has no such rung. */
export function backupAfterMs(document: LadderDocument): number | null {
  const step = document.rungs.find((each) => each.at === 'backup')
  return step ? step.afterSeconds * 1000 : null
}
