import type { PersonBrief } from '#capabilities/identity/contract.ts'
import { personBriefs } from '#capabilities/identity/server/index.ts'
import { modalitiesOf } from '#capabilities/imaging/server/index.ts'
import { facilityNames } from '#capabilities/network/server/index.ts'
import { windowsOf } from '#capabilities/pathways/contract/stations.ts'
import type { Milestone, PathwayDocument } from '#capabilities/pathways/contract.ts'
import { answeredIn, findPathway, milestonesOf } from '#capabilities/pathways/server/index.ts'
import { newestObservations, patientBriefs } from '#capabilities/records/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { type Instant, toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { Consult, ConsultSummary } from '../contract.ts'
import type { ConsultRow } from './find-consult.ts'

/** What a pathway needs and the case does not have yet; nothing can be said to be there without sight of the record. */
export async function missingOf(
  tx: Tx,
  row: Pick<ConsultRow, 'id' | 'patient_id'>,
  pathway: PathwayDocument,
  milestones: readonly Milestone[],
): Promise<string[]> {
  const observations = new Set((await newestObservations(tx, row.patient_id)).map((each) => each.code as string))
  const modalities = (await modalitiesOf(tx, [row.patient_id])).get(row.patient_id) ?? []
  const passed = new Set(milestones.map((each) => each.code))
  const inCase = await answeredIn(tx, { kind: 'consult', id: row.id }, pathway)
  const has = {
    observation: observations,
    milestone: passed,
    study: new Set(modalities),
    // a total that was typed into the record is one too
    score: new Set([...inCase, ...observations]),
    item: inCase,
    checklist: inCase,
  }
  return pathway.needed.filter((item) => !has[item.from].has(item.code)).map((item) => item.code)
}

/** When the treatment window closes, counted from its station; null while that is unknown, and once it has done its work. */
export function windowEnd(pathway: PathwayDocument, milestones: readonly Milestone[]): Instant | null {
  const [first] = pathway.windows
  const open = windowsOf({ pathway, milestones }).find((each) => each.code === first?.code)
  return open && !open.stopped ? toInstant(new Date(open.until)) : null
}

/** The two facilities of a consult as screens show them. */
export async function sidesOf(
  tx: Tx,
  rows: readonly ConsultRow[],
  now: Date,
): Promise<(facilityId: string) => Consult['asking']> {
  const names = await facilityNames(
    tx,
    rows.flatMap((row) => [row.asking_facility_id, row.supporting_facility_id]),
    now,
  )
  return (facilityId) => ({
    id: facilityId as Id<'facility'>,
    name: names.get(facilityId)?.name ?? '',
    shortName: names.get(facilityId)?.shortName ?? '',
    dutyPhone: names.get(facilityId)?.dutyPhone ?? null,
  })
}

/** A person who must be there, since a foreign key says so. */
export function personIn(people: ReadonlyMap<string, PersonBrief>, personId: string): PersonBrief {
  const person = people.get(personId)
  if (!person) throw new Error('a person of the consult is not in the directory')
  return person
}

/** Rows as lists show them, in the same order. */
export async function summariesOf(tx: Tx, actor: Actor, rows: readonly ConsultRow[]): Promise<ConsultSummary[]> {
  const people = await personBriefs(
    tx,
    rows.flatMap((row) => [row.asked_by, row.accepted_by, row.allocated_to]),
  )
  const patients = await patientBriefs(
    tx,
    rows.map((row) => row.patient_id),
  )
  const side = await sidesOf(tx, rows, actor.now)
  const clocks = await milestonesOf(
    tx,
    'consult',
    rows.map((row) => row.id),
  )
  const summaries: ConsultSummary[] = []
  for (const row of rows) {
    const pathway = await pathwayOf(tx, row)
    const milestones = clocks.get(row.id) ?? []
    const patient = patients.get(row.patient_id) ?? null
    summaries.push({
      id: row.id as Id<'consult'>,
      patient,
      question: row.question,
      // the table's CHECK allows exactly these
      urgency: row.urgency as Consult['urgency'],
      firstAnsweredAt: toInstantOrNull(row.first_answered_at),
      dueAt: toInstantOrNull(row.due_at),
      allocatedTo: row.allocated_to ? personIn(people, row.allocated_to) : null,
      // the table's CHECK allows exactly these states
      status: row.status as Consult['status'],
      asking: side(row.asking_facility_id),
      supporting: side(row.supporting_facility_id),
      askedBy: personIn(people, row.asked_by),
      askedAt: toInstant(row.asked_at),
      acceptedBy: row.accepted_by ? personIn(people, row.accepted_by) : null,
      acceptedAt: toInstantOrNull(row.accepted_at),
      unansweredAt: toInstantOrNull(row.unanswered_at),
      isDrill: row.is_drill,
      redAlert: row.red_alert as Consult['redAlert'],
      pathwayName: pathway.name,
      windowEndsAt: windowEnd(pathway, milestones),
      missing: patient ? inWords(pathway, await missingOf(tx, row, pathway, milestones)) : [],
    })
  }
  return summaries
}

/** What is missing with the label that the pathway gives it. */
const inWords = (pathway: PathwayDocument, codes: readonly string[]): ConsultSummary['missing'] =>
  pathway.needed.filter((item) => codes.includes(item.code)).map(({ code, label }) => ({ code, label }))

/** The version of the pathway that a consult runs on. */
export async function pathwayOf(
  tx: Tx,
  row: Pick<ConsultRow, 'pathway' | 'pathway_version'>,
): Promise<PathwayDocument> {
  const pathway = await findPathway(tx, row.pathway, row.pathway_version)
  if (!pathway) throw new Error(`pathway ${row.pathway} version ${row.pathway_version} is gone`)
  return pathway
}
