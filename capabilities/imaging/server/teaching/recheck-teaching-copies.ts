import { systemActor } from '#platform/server/actor.ts'
import { emit } from '#platform/server/events.ts'
import { inTransaction } from '#platform/server/house.ts'
import { teachingCopyChanged } from '../../contract/teaching.ts'
import type { TeachingMaker } from './prepare-teaching-copy.ts'

type Left = { studyId: string; patientId: string }

/** A study has left the record of a patient: copies that were made of it bear that patient's case code, and go. */
export async function recheckTeachingCopies(
  { house, key, files }: Omit<TeachingMaker, 'orthanc'>,
  { studyId, patientId }: Left,
): Promise<void> {
  const actor = systemActor('recheck-teaching-copies', house.clock.now())
  const gone = await inTransaction(house, actor, async (tx) => {
    const rows = await tx
      .selectFrom('imaging.teaching_copy')
      .select(['id', 'source', 'made_by'])
      .where('case_code', '=', key.caseCode(patientId))
      .where('state', '!=', 'discarded')
      .execute()
    const ofStudy = rows.filter((row) => key.open(row.source).studyId === studyId)
    for (const { id, made_by: personId } of ofStudy) {
      await tx.updateTable('imaging.teaching_copy').set({ state: 'discarded' }).where('id', '=', id).execute()
      await emit(tx, actor, teachingCopyChanged, { copyId: id, personId })
    }
    return ofStudy.map((row) => row.id)
  })
  for (const copyId of gone) await files.clear(copyId)
}
