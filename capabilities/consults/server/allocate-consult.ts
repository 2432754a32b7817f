import { peopleHolding, personBriefs, rosterNow } from '#capabilities/identity/server/index.ts'
import { passMilestone } from '#capabilities/pathways/server/index.ts'
import { withdrawGrants } from '#capabilities/records/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/planned.ts'
import { consultAccepted, consultUpdated } from '../contract.ts'
import { personIn } from './consult-row.ts'
import { type ConsultRow, findConsult } from './find-consult.ts'
import { planNotices } from './plan-notices.ts'
import { invite, requirePlanned } from './planned-row.ts'
import { say, subjectOf } from './say.ts'

/** A specialist takes a planned request: one that waits, or one that was given to them. Of two who press one wins. */
export async function takeConsult(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.takeConsult>,
): Promise<typeof ok> {
  const before = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: before.patient_id, purpose: 'consult', basis: 'written-request' })
  if (!holds(actor, ['doctor'], before.supporting_facility_id)) throw notFound()
  requirePlanned(before)
  const me = actor.personId
  const taken = await tx
    .updateTable('consults.consult')
    .set({ status: 'accepted', accepted_by: me, accepted_at: actor.now, allocated_to: null })
    .where('id', '=', before.id)
    .where((on) =>
      on.or([
        on.and([on('status', '=', 'requested'), on.or([on('allocated_to', 'is', null), on('allocated_to', '=', me)])]),
        on.and([on('status', '=', 'accepted'), on('allocated_to', '=', me)]),
      ]),
    )
    .returningAll()
    .executeTakeFirst()
  if (!taken) throw new Problem(409, 'consult-not-requested')
  const passed = { code: 'accepted', occurredAt: actor.now, source: `consult/${taken.id}` }
  await passMilestone(tx, actor, subjectOf(taken), passed)
  await invite(tx, actor, taken, [me])
  await say({ tx, actor }, consultAccepted, taken, before.accepted_by ? [before.accepted_by] : [])
  await withdrawGrants(tx, actor, taken.id, { except: [me] })
  return ok
}

/** Gives a planned request to a specialist of the supporting hospital, who still has to take it. */
export async function allocateConsult(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.allocateConsult>,
): Promise<typeof ok> {
  const before = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: before.patient_id, purpose: 'consult' })
  requireGiver(actor, before)
  requirePlanned(before)
  const where = { facilityId: before.supporting_facility_id, role: 'doctor', now: actor.now }
  if (!(await peopleHolding(tx, where)).includes(input.personId)) throw new Problem(422, 'not-of-this-facility')
  const given = await tx
    .updateTable('consults.consult')
    .set({ allocated_to: input.personId })
    .where('id', '=', before.id)
    .where('status', 'in', ['requested', 'accepted'])
    .where('accepted_by', 'is not distinct from', before.accepted_by)
    .returningAll()
    .executeTakeFirst()
  if (!given) throw new Problem(409, 'consult-not-requested')
  await invite(tx, actor, given, [input.personId])
  await planNotices(tx, actor, { kind: 'allocated', consult: given, people: [input.personId] })
  await say({ tx, actor }, consultUpdated, given, [input.personId])
  return ok
}

/** A coordinator gives what nobody has taken; whoever has it hands it over. */
function requireGiver(actor: Actor, row: ConsultRow): void {
  const isCoordinator = row.status === 'requested' && holds(actor, ['coordinator'], row.supporting_facility_id)
  if (!isCoordinator && row.accepted_by !== actor.personId) throw notFound()
}

/** Who may be given the request: doctors of the supporting hospital, those of the specialty and on duty first. */
export async function listSpecialists(
  tx: Tx,
  actor: Actor,
  input: { consultId: string },
): Promise<OutputOf<typeof contract.listSpecialists>> {
  const row = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: row.patient_id, purpose: 'consult' })
  requireGiver(actor, row)
  const where = { facilityId: row.supporting_facility_id, role: 'doctor', now: actor.now }
  const doctors = await peopleHolding(tx, where)
  const ofSpecialty = new Set(await peopleHolding(tx, { ...where, specialty: row.specialty }))
  const duties = await rosterNow(tx, {
    facilityId: row.supporting_facility_id,
    specialty: row.specialty,
    now: actor.now,
  })
  const onDuty = new Set<string>(duties.map((duty) => duty.person.id))
  const people = await personBriefs(tx, doctors)
  const rank = (id: string) => Number(ofSpecialty.has(id)) * 2 + Number(onDuty.has(id))
  return doctors
    .toSorted((one, other) => rank(other) - rank(one))
    .filter((id) => id !== row.accepted_by)
    .map((id) => ({ person: personIn(people, id), isOfSpecialty: ofSpecialty.has(id), isOnDuty: onDuty.has(id) }))
}
