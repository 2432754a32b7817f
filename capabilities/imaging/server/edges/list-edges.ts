import { toInstant } from '#platform/contract/instant.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import { type Edge, type EdgeStudy, edgePermissions } from '../../contract/edges.ts'
import { edgeOf, edgeRows } from './edge-row.ts'

const mostStudies = 20
const hourMs = 60 * 60 * 1000
const shownHours = 24

/** The gateways of a facility that are not revoked, each with the studies that are on its way or came lately. */
export async function listEdges(tx: Tx, actor: Actor, input: { facilityId: string }): Promise<Edge[]> {
  if (!holds(actor, edgePermissions['edge.read'], input.facilityId)) throw notFound()
  const rows = await edgeRows(tx, input.facilityId)
  return await Promise.all(rows.map(async (row) => edgeOf(row, await studiesOf(tx, row.id, actor.now), actor.now)))
}

async function studiesOf(tx: Tx, edgeId: string, now: Date): Promise<EdgeStudy[]> {
  const rows = await tx
    .selectFrom('imaging.edge_study')
    .selectAll()
    .where('edge_id', '=', edgeId)
    .where((is) =>
      is.or([
        is('last_received_at', '>', new Date(now.getTime() - shownHours * hourMs)),
        is('sent_count', '<', is.ref('received_count')),
      ]),
    )
    .orderBy('is_urgent', 'desc')
    .orderBy('last_received_at', 'desc')
    .limit(mostStudies)
    .execute()
  return rows.map((row) => ({
    studyUid: row.study_uid,
    modality: row.modality,
    received: row.received_count,
    sent: row.sent_count,
    held: row.held_count,
    isUrgent: row.is_urgent,
    firstReceivedAt: toInstant(row.first_received_at),
    lastReceivedAt: toInstant(row.last_received_at),
  }))
}
