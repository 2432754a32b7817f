import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../../contract/results.ts'
import { findStudy } from '../study-row.ts'
import { turnedOn } from './list-results.ts'

/** Sends the pixels of a segmentation to who has turned it on; to anybody else it is not there. */
export async function sendMasks(
  call: OutsideCall,
  { studyId, resultId }: ParsedOf<typeof contract.getResultMasks>,
): Promise<undefined> {
  const { house, actor } = call
  const found = await inTransaction(
    house,
    actor,
    async (tx) => {
      const patientId = (await findStudy(tx, { studyId })).patient_id
      if (!patientId || !(await turnedOn(tx, actor, { patientId, resultIds: [resultId] })).has(resultId)) return null
      const row = await tx
        .selectFrom('imaging.result')
        .select('masks')
        .where('id', '=', resultId)
        .where('study_id', '=', studyId)
        .executeTakeFirst()
      return row ? { patientId, masks: row.masks } : null
    },
    'read',
  )
  if (!found) throw notFound()
  call.note({ patientId: found.patientId, purpose: 'images' })
  await call.reply.type('application/octet-stream').header('cache-control', 'no-store').send(found.masks)
  return undefined
}
