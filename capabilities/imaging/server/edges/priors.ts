import { sql } from 'kysely'
import { identifiersOf, patientBriefs, treatingFacilities } from '#capabilities/records/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import { asNamedSystem, type Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type { EdgeBeat, EdgeOrders } from '../../contract/edges.ts'
import { type PriorRequest, priorsLooked } from '../../contract/priors.ts'
import type { CallingEdge } from './who-calls.ts'

const mostShown = 20
const mostOrders = 10

/** Asks the gateways of the hospitals that treat the patient; one that was asked already is not asked twice. */
export async function askPriors(
  tx: Tx,
  actor: Actor,
  { patientId }: { patientId: string },
): Promise<{ gateways: number }> {
  await mustSee(tx, patientId)
  noteAccess(tx, { patientId, purpose: 'images' })
  // whoever sees the patient may ask; the gateways of another hospital are seen by its own people alone
  const gateways = await asNamedSystem(tx, actor, 'ask-priors', async () => {
    const facilities = (await treatingFacilities(tx, [patientId])).get(patientId) ?? []
    if (facilities.length === 0) return 0
    const edges = await tx
      .selectFrom('imaging.edge')
      .select('id')
      .where('facility_id', 'in', facilities)
      .where('revoked_at', 'is', null)
      .execute()
    for (const edge of edges) {
      await tx
        .insertInto('imaging.prior_request')
        .values({
          ...{ id: newId(), edge_id: edge.id, patient_id: patientId, asked_by: actor.personId, asked_at: actor.now },
        })
        .onConflict((conflict) =>
          conflict.columns(['edge_id', 'patient_id']).where('state', '=', sql.lit('open')).doNothing(),
        )
        .execute()
    }
    return edges.length
  })
  if (gateways === 0) throw new Problem(409, 'no-gateway')
  return { gateways }
}

/** What has become of the questions for earlier images of a patient, newest first. */
export async function listPriorRequests(
  tx: Tx,
  _actor: Actor,
  { patientId }: { patientId: string },
): Promise<PriorRequest[]> {
  await mustSee(tx, patientId)
  noteAccess(tx, { patientId, purpose: 'images' })
  const rows = await tx
    .selectFrom('imaging.prior_request')
    .selectAll()
    .where('patient_id', '=', patientId)
    .orderBy('asked_at', 'desc')
    .limit(mostShown)
    .execute()
  return rows.map((row) => ({
    id: row.id as Id<'prior-request'>,
    askedAt: toInstant(row.asked_at),
    // the table's CHECK allows exactly these states
    state: row.state as PriorRequest['state'],
    foundCount: row.found_count,
  }))
}

async function mustSee(tx: Tx, patientId: string): Promise<void> {
  if (!(await patientBriefs(tx, [patientId])).has(patientId)) throw notFound()
}

/** What a gateway is to look for: patients by the identifiers that its own hospital gave them. */
export async function priorOrders(tx: Tx, edge: CallingEdge): Promise<EdgeOrders['priors']> {
  const rows = await tx
    .selectFrom('imaging.prior_request')
    .select(['id', 'patient_id'])
    .where('edge_id', '=', edge.edgeId)
    .where('state', '=', 'open')
    .orderBy('asked_at')
    .limit(mostOrders)
    .execute()
  return await Promise.all(
    rows.map(async (row) => ({
      id: row.id as Id<'prior-request'>,
      patientIds: (await identifiersOf(tx, row.patient_id))
        .filter((each) => each.facilityId === edge.facilityId)
        .map((each) => each.value),
    })),
  )
}

/** Writes down what a gateway found; of a question of another gateway it may say nothing. */
export async function notePriors(tx: Tx, actor: Actor, edge: CallingEdge, looked: EdgeBeat['priors']): Promise<void> {
  for (const { id, foundCount } of looked) {
    const row = await tx
      .updateTable('imaging.prior_request')
      .set({ state: foundCount === null ? 'failed' : 'done', found_count: foundCount ?? 0, ended_at: actor.now })
      .where('id', '=', id)
      .where('edge_id', '=', edge.edgeId)
      .where('state', '=', 'open')
      .returning('patient_id')
      .executeTakeFirst()
    if (row) await emit(tx, actor, priorsLooked, { patientId: row.patient_id, foundCount: foundCount ?? 0 })
  }
}
