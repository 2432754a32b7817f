import type { studyUnmatched } from '#capabilities/imaging/contract/matching.ts'
import type { Actor } from '#platform/server/actor.ts'
import { asNamedSystem, type Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { consultStates, consultUpdated, messageSent } from '../contract.ts'
import { rungPeople } from './accept-consult.ts'
import { shortInstant } from './minutes-words.ts'
import { say } from './say.ts'

type Left = Parameters<typeof studyUnmatched.topics>[0]

/** In the thread, which is read in the language in which people write there. */
const textOf = ({ modality, startedAt, reason }: Left): string =>
  [
    `PHIM ĐÃ GỠ: phim ${modality}${startedAt ? ` chụp ${shortInstant(startedAt)}` : ''} không phải của người bệnh này.`,
    `Lý do: ${reason}. Xem lại nhận định đã dựa vào phim.`,
  ].join(' ')

/**
 * Images left the record of a patient: every case that goes on, and every case whose expert had opened them, says so in its
 * thread, which stays to be read when the sight of the record has ended.
 */
export async function noteWithdrawn(tx: Tx, actor: Actor, left: Left): Promise<void> {
  const consults = await tx
    .selectFrom('consults.consult')
    .selectAll()
    .where('patient_id', '=', left.patientId)
    .where((on) =>
      on.or([
        on('status', 'in', consultStates.converse),
        ...(left.openedBy.length > 0
          ? [on.and([on('status', '!=', 'cancelled'), on('accepted_by', 'in', left.openedBy)])]
          : []),
      ]),
    )
    .execute()
  // who takes the study out may not take part in the case; that it is said is not theirs to choose
  await asNamedSystem(tx, actor, 'say-withdrawn', async () => {
    for (const consult of consults) {
      await tx
        .insertInto('consults.message')
        .values({
          ...{ id: newId(), consult_id: consult.id, author_id: actor.personId, text: textOf(left) },
          ...{ sent_at: actor.now, received_at: actor.now },
        })
        .execute()
      await emit(tx, actor, messageSent, { consultId: consult.id })
    }
  })
  for (const consult of consults) await say({ tx, actor }, consultUpdated, consult, await rungPeople(tx, consult.id))
}
