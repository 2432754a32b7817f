import type { Duty } from '#capabilities/identity/server/index.ts'

/** One person on the ladder: the rung, and after how many milliseconds it rings. */
export type Rung = { personId: string; position: Duty['position']; rung: number; afterMs: number }

/** After how long each rung rings: the one on duty, the second, the whole team with the coordinator. */
export const rungDelaysMs = [0, 60_000, 120_000] as const

const rungOf: Record<Duty['position'], number> = { first: 1, second: 2, team: 3, coordinator: 3, leader: 3 }

/**
 * Who is rung when, from who is on duty now. Rungs without anybody are skipped, so that somebody rings at once. When
 * nobody of the specialty is on duty, the coordinator and the leader ring at once; otherwise the leader is left out.
 * Each person stands on one rung, the lowest.
 */
export function buildLadder(duties: readonly Duty[], specialty: string): Rung[] {
  const isOfSpecialty = (duty: Duty) => duty.specialty === specialty && rungOf[duty.position] < 4
  const onDuty = duties.filter((duty) => isOfSpecialty(duty) || duty.position === 'coordinator')
  const hasSpecialist = duties.some(isOfSpecialty)
  const called = hasSpecialist ? onDuty : duties.filter((duty) => ['coordinator', 'leader'].includes(duty.position))
  const lowest = new Map<string, Omit<Rung, 'afterMs'>>()
  for (const duty of called) {
    const personId = duty.person.id
    const rung = rungOf[duty.position]
    const known = lowest.get(personId)
    if (!known || rung < known.rung) lowest.set(personId, { personId, position: duty.position, rung })
  }
  const rungs = [...new Set([...lowest.values()].map((each) => each.rung))].sort((a, b) => a - b)
  return [...lowest.values()]
    .map((each) => {
      const place = rungs.indexOf(each.rung)
      return { ...each, rung: place + 1, afterMs: rungDelaysMs[place] ?? 0 }
    })
    .sort((one, other) => one.rung - other.rung)
}
