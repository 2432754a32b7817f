import { specialtyNames } from '#capabilities/network/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { fold } from '#platform/contract/fold.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound } from '#platform/server/problem.ts'
import { dutyChanged } from '../contract/roster.ts'
import type { importRoster as contract, ImportProblem } from '../contract/roster-life.ts'
import type { DutyShift } from '../contract.ts'
import { type RosterLine, readRosterFile } from './read-roster-file.ts'
import { heldNow } from './role-row.ts'

type Input = ParsedOf<typeof contract> & { lines: readonly RosterLine[] }
type Known = { specialties: Map<string, string>; people: Map<string, string> }
type Shift = { specialty: string | null; position: string; personId: string; startsAt: Date; endsAt: Date }
type Fault = { line: number; problem: ImportProblem; value: string }

const dayMs = 24 * 60 * 60 * 1000

const positionNames: Record<string, DutyShift['position']> = {
  ...{ 'truc 1': 'first', first: 'first', '1': 'first', 'truc 2': 'second', second: 'second', '2': 'second' },
  ...{ 'truc tua': 'senior', senior: 'senior', 'kip truc': 'team', team: 'team' },
  ...{ 'dieu phoi': 'coordinator', 'dieu phoi vien': 'coordinator', coordinator: 'coordinator' },
  ...{ 'truc lanh dao': 'leader', 'lanh dao': 'leader', leader: 'leader' },
}

/** Refuses with 404 whoever does not plan the duties of the facility; before a file is read, which costs. */
export function requirePlanner(actor: Actor, facilityId: string): void {
  if (!holds(actor, ['administrator', 'coordinator'], facilityId)) throw notFound()
}

/** Reads the lines of the file of an import; outside the transaction, since it may take a moment. */
export const linesToImport = async (input: ParsedOf<typeof contract>): Promise<RosterLine[]> =>
  await readRosterFile(Buffer.from(input.base64, 'base64'))

/** Puts the lines of a file into the roster: all or none. Every faulty line is named with what stood there. */
export async function importRoster(tx: Tx, actor: Actor, input: Input): Promise<OutputOf<typeof contract>> {
  const { facilityId, lines } = input
  requirePlanner(actor, facilityId)
  const known = await whatIsKnown(tx, actor, facilityId)
  const seen = new Set<string>()
  const read = lines.map((line) => readLine(line, { known, now: actor.now, seen }))
  const faults = read.flatMap((each) => ('fault' in each ? each.fault : []))
  const shifts = read.flatMap((each) => ('shift' in each ? each.shift : []))
  if (faults.length > 0 || input.isTrial) return { lines: lines.length, saved: 0, faults }
  await tx
    .insertInto('identity.duty_shift')
    .values(
      shifts.map((shift) => ({
        id: newId(),
        facility_id: facilityId,
        specialty: shift.specialty,
        position: shift.position,
        person_id: shift.personId,
        starts_at: shift.startsAt,
        ends_at: shift.endsAt,
      })),
    )
    .execute()
  await emit(tx, actor, dutyChanged, { facilityId })
  return { lines: lines.length, saved: shifts.length, faults: [] }
}

async function whatIsKnown(tx: Tx, actor: Actor, facilityId: string): Promise<Known> {
  const specialties = new Map<string, string>()
  for (const [code, { vi, en }] of await specialtyNames(tx))
    for (const name of [code, vi, en]) specialties.set(fold(name), code)
  const rows = await tx
    .selectFrom('identity.login as l')
    .select(['l.id', 'l.email'])
    .where('l.id', 'in', heldNow(tx, actor.now).select('person_id').where('facility_id', '=', facilityId))
    .execute()
  return { specialties, people: new Map(rows.map((row) => [row.email.toLowerCase(), row.id])) }
}

type Reading = { known: Known; now: Date; seen: Set<string> }

function readLine({ line, cells }: RosterLine, { known, now, seen }: Reading): { shift: Shift } | { fault: Fault } {
  const fault = (problem: ImportProblem, value: string) => ({ fault: { line, problem, value: value.slice(0, 80) } })
  const [date = '', from = '', to = '', specialtyText = '', positionText = '', email = ''] = cells
  if (!date || !from || !to || !positionText || !email) return fault('line-incomplete', cells.join(' · '))
  const day = dayOf(date)
  if (day === null) return fault('date-unread', date)
  const [start, end] = [minutesOf(from), minutesOf(to)]
  if (start === null || end === null) return fault('time-unread', start === null ? from : to)
  const position = positionNames[fold(positionText)]
  if (!position) return fault('position-unknown', positionText)
  const isOfWholeHouse = position === 'coordinator' || position === 'leader'
  const specialty = isOfWholeHouse ? null : known.specialties.get(fold(specialtyText))
  if (specialty === undefined) return fault('specialty-unknown', specialtyText)
  const personId = known.people.get(email.toLowerCase())
  if (!personId) return fault('person-unknown', email)
  const startsAt = new Date(day + start * 60_000)
  // a duty that ends at or before the hour at which it begins ends the next day, as 07:00 to 07:00
  const endsAt = new Date(day + end * 60_000 + (end <= start ? dayMs : 0))
  if (endsAt <= now) return fault('shift-is-over', date)
  const key = [personId, position, specialty, startsAt.getTime()].join()
  if (seen.has(key)) return fault('twice-in-the-file', cells.join(' · '))
  seen.add(key)
  return { shift: { specialty, position, personId, startsAt, endsAt } }
}

/** The beginning of a day in Vietnam of `22/11/2026` or `2026-11-22`, in milliseconds; null when it is none. */
function dayOf(text: string): number | null {
  const [, d, m, y] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? []
  const [, y2, m2, d2] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  const [year, month, day] = [y ?? y2, m ?? m2, d ?? d2].map((part) => (part ?? '').padStart(2, '0'))
  const iso = `${year}-${month}-${day}`
  const moment = new Date(`${iso}T00:00:00Z`)
  if (Number.isNaN(moment.getTime()) || !moment.toISOString().startsWith(iso)) return null
  return new Date(`${iso}T00:00:00+07:00`).getTime()
}

/** Minutes after midnight of `07:00`, `7h30` or `7`; null when it is no time of the day. */
function minutesOf(text: string): number | null {
  const [, hour, minute = '0'] = /^(\d{1,2})(?:[:h.](\d{2}))?h?$/i.exec(text) ?? []
  if (hour === undefined || Number(hour) > 24 || Number(minute) > 59) return null
  return Number(hour) * 60 + Number(minute)
}
