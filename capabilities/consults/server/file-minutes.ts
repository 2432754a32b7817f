import { z } from 'zod'
import { fileDocument } from '#capabilities/records/server/index.ts'
import { systemActor } from '#platform/server/actor.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import { job } from '#platform/server/jobs.ts'
import { minutesChanged } from '../contract.ts'
import { findConsult } from './find-consult.ts'
import { say } from './say.ts'

/** Files minutes that both have signed in the patient's record. */
export const fileMinutesJob = job({
  name: 'file-minutes',
  payload: z.object({ consultId: z.guid(), version: z.number().int().positive() }),
})

/** Files one signed version; a second run changes nothing. */
export async function fileMinutes(house: House, wanted: z.output<typeof fileMinutesJob.payload>): Promise<void> {
  const actor = systemActor('file-minutes', house.clock.now())
  await inTransaction(house, actor, async (tx) => {
    const filed = await tx
      .updateTable('consults.minutes')
      .set({ status: 'filed' })
      .where('consult_id', '=', wanted.consultId)
      .where('version', '=', wanted.version)
      .where('status', '=', 'chair-signed')
      .returning('pdf')
      .executeTakeFirst()
    if (!filed?.pdf) return
    const consult = await findConsult(tx, wanted.consultId)
    await fileDocument(tx, actor, {
      patientId: consult.patient_id,
      kind: 'minutes',
      title: 'Trích biên bản hội chẩn (27/BV2)',
      mediaType: 'application/pdf',
      bytes: filed.pdf,
      sourceKind: 'minutes',
      sourceId: consult.id,
      version: wanted.version,
    })
    await say({ tx, actor }, minutesChanged, consult)
  })
}
