import type { Milestone } from './milestone.ts'
import type { PathwayBrief } from './pathway-document.ts'

type Definition = PathwayBrief['milestones'][number]

/** A case as its clocks need it. */
export type Clocked = { pathway: Pick<PathwayBrief, 'milestones' | 'windows'>; milestones: readonly Milestone[] }

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

/** Which stations are wanted: those of the strip, or all with the optional ones that were passed. */
export type Which = 'strip' | 'all'

/** The stations of a case in the pathway's order; targets count from the station that each names. */
export function stationsOf(clocked: Clocked, now: number, which: Which = 'strip'): Station[] {
  const passed = new Map(clocked.milestones.map((each) => [each.code, each]))
  const isWanted = (each: Definition) => !each.isOptional || (which === 'all' && passed.has(each.code))
  let hasNext = false
  return clocked.pathway.milestones.filter(isWanted).map((definition) => {
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
      // what is said to be earlier than what it follows comes from a wrong clock, or was there before
      legMinutes: at && from && at >= from.occurredAt ? minutesBetween(from.occurredAt, at) : null,
      lateMinutes: isLate ? Math.floor(lateMs / 60_000) : null,
      dueAt: due === null ? null : new Date(due).toISOString(),
    }
  })
}

/** Whole minutes from one moment to another. */
function minutesBetween(from: string, to: string): number {
  return Math.round((new Date(to).getTime() - new Date(from).getTime()) / 60_000)
}

/** When a treatment window opens and closes. */
export type OpenWindow = {
  code: string
  from: string
  until: string
  alarmAt: string | null
  /** When it had done its work, and after how many minutes; null while it counts. */
  stopped: { at: string; minutes: number; isLate: boolean } | null
}

/** The windows whose start is known, in the pathway's order. */
export function windowsOf({ pathway, milestones }: Clocked): OpenWindow[] {
  return pathway.windows.flatMap((window) => {
    const start = milestones.find((each) => each.code === window.after)
    if (!start) return []
    const at = (minutes: number) => new Date(new Date(start.occurredAt).getTime() + minutes * 60_000).toISOString()
    const alarmAt = window.alarmBeforeMinutes === null ? null : at(window.minutes - window.alarmBeforeMinutes)
    const told = milestones.find((each) => each.code === window.stopsAt)?.occurredAt
    // what is said to have ended before it began has ended nothing
    const end = told !== undefined && told >= start.occurredAt ? told : undefined
    const minutes = end === undefined ? 0 : minutesBetween(start.occurredAt, end)
    const stopped = end === undefined ? null : { at: end, minutes, isLate: end > at(window.minutes) }
    return [{ code: window.code, from: start.occurredAt, until: at(window.minutes), alarmAt, stopped }]
  })
}
