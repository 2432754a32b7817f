import { minutesBetween } from '#platform/web/i18n/time.ts'
import type { Consult } from '../contract.ts'

type Definition = Consult['pathway']['milestones'][number]

/** A station of the clock strip: passed, passed late, next, or still to come; with its leg and when it is due. */
export type Station = {
  definition: Definition
  is: 'passed' | 'late' | 'next' | 'waiting'
  at: string | null
  typedBy: string | null
  /** Minutes since the station it is measured from. */
  legMinutes: number | null
  lateMinutes: number | null
  dueAt: string | null
}

/** The stations of a case in the pathway's order; targets count from the station that each names. */
export function stationsOf(consult: Pick<Consult, 'pathway' | 'milestones'>, now: number): Station[] {
  const passed = new Map(consult.milestones.map((each) => [each.code, each]))
  let hasNext = false
  return consult.pathway.milestones.map((definition) => {
    const milestone = passed.get(definition.code)
    const from = definition.within && passed.get(definition.within.after)
    const due =
      from && definition.within ? new Date(from.occurredAt).getTime() + definition.within.minutes * 60_000 : null
    const at = milestone?.occurredAt ?? null
    const lateMs = due === null ? 0 : (at ? new Date(at).getTime() : now) - due
    const isLate = due !== null && lateMs > 60_000
    const isNext = !at && !hasNext && !definition.isTyped
    if (isNext) hasNext = true
    return {
      definition,
      is: isLate ? 'late' : at ? 'passed' : isNext ? 'next' : 'waiting',
      at,
      typedBy: milestone?.typedBy ? `${milestone.typedBy.title} ${milestone.typedBy.fullName}`.trim() : null,
      legMinutes: at && from ? minutesBetween(from.occurredAt, at) : null,
      lateMinutes: isLate ? Math.floor(lateMs / 60_000) : null,
      dueAt: due === null ? null : new Date(due).toISOString(),
    }
  })
}

/** When the treatment window closes, or null while its start is unknown. */
export function windowOf(consult: Pick<Consult, 'pathway' | 'milestones'>): { from: string; until: string } | null {
  const [window] = consult.pathway.windows
  const start = window && consult.milestones.find((each) => each.code === window.after)
  if (!start || !window) return null
  return {
    from: start.occurredAt,
    until: new Date(new Date(start.occurredAt).getTime() + window.minutes * 60_000).toISOString(),
  }
}
