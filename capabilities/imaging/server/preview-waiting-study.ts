import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/matching.ts'
import { findWaiting } from './matching-help.ts'
import type { Orthanc } from './orthanc.ts'

const size = 320

/** Sends the middle image of a waiting study, small, to those who may say whose it is. */
export async function previewWaitingStudy(
  orthanc: Orthanc | null,
  call: OutsideCall,
  input: ParsedOf<typeof contract.previewWaitingStudy>,
): Promise<unknown> {
  const study = await inTransaction(
    call.house,
    call.actor,
    async (tx) => await findWaiting(tx, call.actor, input.studyId),
    'read',
  )
  if (!orthanc) throw new Problem(503, 'imaging-is-off')
  const image = await orthanc.preview(study.archive_id, size).catch(() => {
    throw new Problem(503, 'imaging-is-off')
  })
  if (!image) throw notFound()
  await call.reply.type('image/jpeg').header('cache-control', 'no-store').send(Buffer.from(image))
  return undefined
}
