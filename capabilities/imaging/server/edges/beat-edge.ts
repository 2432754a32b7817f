import { identifiersOf } from '#capabilities/records/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { systemActor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { Problem } from '#platform/server/problem.ts'
import { type beatEdge as contract, type EdgeStudy, hubTimeHeader } from '../../contract/edges.ts'
import { noteEdgeRefusal } from './edge-refusal.ts'
import { type CallingEdge, whoCalls } from './who-calls.ts'

type Beat = ParsedOf<typeof contract>

/** The patients of a facility for whom an emergency is open. */
export type UrgentPatients = (tx: Tx, facilityId: string) => Promise<string[]>

/** Writes down how a gateway is and tells it what is wanted. */
export async function beatEdge(
  call: OutsideCall,
  beat: Beat,
  urgentPatients: UrgentPatients,
): Promise<OutputOf<typeof contract>> {
  const { house, request } = call
  void call.reply.header(hubTimeHeader, String(house.clock.now().getTime()))
  const edge = await whoCalls(house, request, 'json').catch(async (error: unknown) => {
    if (error instanceof Problem) await noteEdgeRefusal(house, request, 'beat-edge', error.problem)
    throw error
  })
  const now = house.clock.now()
  return await inTransaction(house, systemActor('beat-edge', now), async (tx) => {
    await writeState(tx, edge, beat, now)
    for (const study of beat.studies) await writeStudy(tx, edge, study, now)
    const urgent = await urgentPatients(tx, edge.facilityId)
    return { hubAt: toInstant(now), urgentPatientIds: await identifiersHere(tx, urgent, edge.facilityId) }
  })
}

/** What the facility itself calls these patients; what others call them it is not told. */
async function identifiersHere(tx: Tx, patientIds: readonly string[], facilityId: string): Promise<string[]> {
  const all = await Promise.all(patientIds.map(async (patientId) => await identifiersOf(tx, patientId)))
  return all.flat().flatMap((each) => (each.facilityId === facilityId ? [each.value] : []))
}

async function writeState(tx: Tx, edge: CallingEdge, beat: Beat, now: Date): Promise<void> {
  await tx
    .updateTable('imaging.edge')
    .set({
      version: beat.version,
      last_seen_at: now,
      clock_ahead_ms: new Date(beat.deviceAt).getTime() - now.getTime(),
      spool_bytes: beat.spoolBytes,
      free_bytes: beat.freeBytes,
      waiting_count: beat.waitingCount,
      held_count: beat.heldCount,
      oldest_waiting_at: beat.oldestWaitingAt,
      aets: beat.aets,
    })
    .where('id', '=', edge.edgeId)
    .execute()
}

async function writeStudy(tx: Tx, edge: CallingEdge, study: EdgeStudy, now: Date): Promise<void> {
  const told = {
    modality: study.modality,
    received_count: study.received,
    sent_count: study.sent,
    held_count: study.held,
    is_urgent: study.isUrgent,
    last_received_at: study.lastReceivedAt,
    told_at: now,
  }
  await tx
    .insertInto('imaging.edge_study')
    .values({
      ...{ edge_id: edge.edgeId, study_uid: study.studyUid, first_received_at: study.firstReceivedAt },
      ...told,
    })
    .onConflict((conflict) => conflict.columns(['edge_id', 'study_uid']).doUpdateSet(told))
    .execute()
}
