import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import type { Rung } from './ladder.ts'

/** For which consult, for which further call if any, and for which hospital people are rung. */
export type RungFor = { consultId: string; callId?: string; facilityId: string }

/** The moment at which a rung rings that is counted from now. */
export const ringsAt = (actor: Actor, rung: Pick<Rung, 'afterMs'>): Date => new Date(actor.now.getTime() + rung.afterMs)

/** Writes a ladder that begins now; whoever stands on a ladder of the consult already stays where they are. Returns who is new. */
export async function insertPages(
  tx: Tx,
  actor: Actor,
  where: RungFor,
  { ladder, firstRung = 0 }: { ladder: readonly Rung[]; firstRung?: number },
): Promise<string[]> {
  if (ladder.length === 0) return []
  const rows = await tx
    .insertInto('consults.page')
    .values(ladder.map((rung) => pageOf(actor, where, { ...rung, rung: rung.rung + firstRung })))
    .onConflict((conflict) => conflict.columns(['consult_id', 'person_id']).doNothing())
    .returning('person_id')
    .execute()
  return rows.map((row) => row.person_id)
}

function pageOf(actor: Actor, where: RungFor, rung: Rung) {
  const at = ringsAt(actor, rung)
  const [first] = rung.sends
  return {
    id: newId(),
    consult_id: where.consultId,
    call_id: where.callId ?? null,
    facility_id: where.facilityId,
    person_id: rung.personId,
    rung: rung.rung,
    position: rung.position,
    rings_at: at,
    rang_at: rung.afterMs === 0 ? actor.now : null,
    sends: JSON.stringify(rung.sends),
    next_send_at: first ? new Date(at.getTime() + first.afterMs) : null,
  }
}
