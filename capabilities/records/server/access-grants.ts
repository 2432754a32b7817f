import type { Instant } from '#platform/contract/instant.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { accessChanged, type LegalBasis } from '../contract.ts'

/** Sight of one patient for one person, for one consult. */
export type NewGrant = {
  patientId: string
  personId: string
  consultId: string
  basis: LegalBasis
  startsAt: Date
  endsAt: Date
}

/** Grants sight of patients; each begins at its own moment. The actor must be allowed to see the patient. */
export async function grantAccess(tx: Tx, actor: Actor, grants: readonly NewGrant[]): Promise<void> {
  if (grants.length === 0) return
  await tx
    .insertInto('records.access_grant')
    .values(
      grants.map((grant) => ({
        id: newId(),
        patient_id: grant.patientId,
        person_id: grant.personId,
        consult_id: grant.consultId,
        basis: grant.basis,
        starts_at: grant.startsAt,
        ends_at: grant.endsAt,
        granted_by: actor.personId,
        created_at: actor.now,
      })),
    )
    .execute()
}

/** Withdraws the grants of a consult: of everybody but some, or of some only; what they listen to is checked again. */
export async function withdrawGrants(
  tx: Tx,
  actor: Actor,
  consultId: string,
  whose: { except: readonly string[] } | { only: readonly string[] },
): Promise<void> {
  if ('only' in whose && whose.only.length === 0) return
  const gone = await tx
    .updateTable('records.access_grant')
    .set({ withdrawn_at: actor.now })
    .where('consult_id', '=', consultId)
    .where('withdrawn_at', 'is', null)
    .$if('except' in whose && whose.except.length > 0, (query) =>
      query.where('person_id', 'not in', 'except' in whose ? whose.except : []),
    )
    .$if('only' in whose, (query) => query.where('person_id', 'in', 'only' in whose ? whose.only : []))
    .returning(['person_id', 'patient_id'])
    .execute()
  for (const row of gone) await emit(tx, actor, accessChanged, { personId: row.person_id, patientId: row.patient_id })
}

/** The grant by which the actor sees the patient now, or null. */
export async function currentGrant(
  tx: Tx,
  actor: Actor,
  patientId: string,
): Promise<{ basis: LegalBasis; until: Instant } | null> {
  const row = await tx
    .selectFrom('records.access_grant')
    .select(['basis', 'ends_at'])
    .where('patient_id', '=', patientId)
    .where('person_id', '=', actor.personId)
    .where('starts_at', '<=', actor.now)
    .where('ends_at', '>', actor.now)
    .where('withdrawn_at', 'is', null)
    .orderBy('ends_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  // the table's CHECK allows exactly these bases
  return row ? { basis: row.basis as LegalBasis, until: toInstant(row.ends_at) } : null
}
