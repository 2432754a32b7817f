import type { Tx } from '#platform/server/db.ts'

/** Whoever has no session left can be rung on no screen: their screens are switched off. */
export async function silenceIfGone(tx: Tx, personId: string): Promise<void> {
  await tx
    .updateTable('identity.ring_device')
    .set({ is_armed: false })
    .where('person_id', '=', personId)
    .where((on) =>
      on.not(on.exists(on.selectFrom('identity.login_session').select('id').where('user_id', '=', personId))),
    )
    .execute()
}
