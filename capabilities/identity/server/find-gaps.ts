import type { RosterGap } from '../contract/roster-life.ts'

type Span = { from: number; to: number }
type Covered = { specialty: string; startsAt: Date; endsAt: Date }
type Away = { personId: string; startsAt: Date; endsAt: Date }

const iso = (ms: number) => new Date(ms).toISOString() as RosterGap['from']

/** What is left of a span when others are taken out of it. */
export function without(whole: Span, taken: readonly Span[]): Span[] {
  let rest = [whole]
  for (const { from, to } of taken) {
    rest = rest.flatMap((span) =>
      to <= span.from || from >= span.to
        ? [span]
        : [
            { from: span.from, to: Math.max(span.from, from) },
            { from: Math.min(span.to, to), to: span.to },
          ].filter((part) => part.from < part.to),
    )
  }
  return rest
}

/** The hours between two moments in which nobody covers a specialty; somebody who is away covers nothing. */
export function findGaps(
  between: { from: Date; to: Date },
  specialties: readonly string[],
  roster: { shifts: readonly (Covered & { personId: string })[]; absences: readonly Away[] },
): RosterGap[] {
  const spanOf = (each: { startsAt: Date; endsAt: Date }): Span => ({
    from: each.startsAt.getTime(),
    to: each.endsAt.getTime(),
  })
  return specialties.flatMap((specialty) => {
    const covered = roster.shifts
      .filter((shift) => shift.specialty === specialty)
      .flatMap((shift) =>
        without(spanOf(shift), roster.absences.filter((away) => away.personId === shift.personId).map(spanOf)),
      )
    return without({ from: between.from.getTime(), to: between.to.getTime() }, covered).map((gap) => ({
      specialty,
      from: iso(gap.from),
      to: iso(gap.to),
    }))
  })
}
