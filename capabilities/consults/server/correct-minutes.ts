import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { newId } from '#platform/server/new-id.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/minutes.ts'
import { type Minutes, minutesStates } from '../contract/minutes.ts'
import { minutesChanged } from '../contract.ts'
import { slotOf } from './draft-minutes.ts'
import { findConsult } from './find-consult.ts'
import { readMinutes } from './get-minutes.ts'
import { planNotices } from './plan-notices.ts'
import { say } from './say.ts'

/** Opens the next version with a reason, to be signed by both again; the signed one stays. The guard is in the write. */
export async function correctMinutes(
  call: OutsideCall,
  input: ParsedOf<typeof contract.correctMinutes>,
): Promise<Minutes> {
  const { house, actor } = call
  await inTransaction(house, actor, async (tx) => {
    const consult = await findConsult(tx, input.consultId)
    call.note({ patientId: consult.patient_id, purpose: 'consult' })
    if (!slotOf(consult, actor.personId)) throw new Problem(403, 'not-a-signer')
    const opened = await tx
      .insertInto('consults.minutes')
      .columns([
        ...(['id', 'consult_id', 'version', 'status', 'content', 'chair_id', 'secretary_id'] as const),
        'correction_reason',
        'created_at',
      ])
      .expression((from) =>
        from
          .selectFrom('consults.minutes as newest')
          .select((on) => [
            on.val(newId()).as('id'),
            'newest.consult_id',
            on('newest.version', '+', 1).as('version'),
            on.val('draft').as('status'),
            on.val('{}').as('content'),
            'newest.chair_id',
            'newest.secretary_id',
            on.val(input.reason.normalize('NFC')).as('correction_reason'),
            on.val(actor.now).as('created_at'),
          ])
          .where('newest.consult_id', '=', consult.id)
          .where('newest.status', 'in', minutesStates.correct)
          .orderBy('newest.version', 'desc')
          .limit(1),
      )
      .onConflict((conflict) => conflict.columns(['consult_id', 'version']).doNothing())
      .returning(['version', 'secretary_id'])
      .executeTakeFirst()
    if (!opened) throw new Problem(409, 'minutes-not-signed')
    const { version: part, secretary_id: secretary } = opened
    await planNotices(tx, actor, { kind: 'signature', consult, part, people: [secretary] })
    await say({ tx, actor }, minutesChanged, consult)
  })
  return (await readMinutes(house, actor, input.consultId)).minutes
}
