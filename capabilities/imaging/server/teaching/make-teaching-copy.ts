import { z } from 'zod'
import { isTreatedAt } from '#capabilities/records/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { enqueue, job } from '#platform/server/jobs.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { type makeTeachingCopy as contract, teachingPermissions } from '../../contract/teaching.ts'
import { findStudy } from '../study-row.ts'
import type { HubKey } from './hub-key.ts'

const mostImages = 600
const payload = z.object({ copyId: z.guid() })

/** Takes away who a copy is of and looks for burned-in text, after somebody asked for it. */
export const prepareTeachingCopyJob = job({ name: 'prepare-teaching-copy', payload })

/** Blacks out what a person confirmed, after they finished the review. */
export const finishTeachingCopyJob = job({ name: 'finish-teaching-copy', payload })

/** Throws away the copies of a study that turned out to be another patient's. */
export const recheckTeachingCopiesJob = job({
  name: 'recheck-teaching-copies',
  payload: z.object({ studyId: z.guid(), patientId: z.guid() }),
})

/** Takes away the files of a copy that was thrown away. */
export const clearTeachingCopyJob = job({ name: 'clear-teaching-copy', payload })

/**
 * Asks for a copy of chosen series of a study. Only a doctor of a hospital that treats the patient may: who sees the images
 * to advise has them for that case alone.
 */
export const makeTeachingCopy =
  (key: HubKey) =>
  async (tx: Tx, actor: Actor, input: ParsedOf<typeof contract>): Promise<OutputOf<typeof contract>> => {
    const study = await findStudy(tx, { studyId: input.studyId })
    if (!study.patient_id) throw notFound()
    noteAccess(tx, { patientId: study.patient_id, purpose: 'teaching' })
    if (!holds(actor, teachingPermissions['teaching.make'], input.facilityId))
      throw new Problem(403, 'not-your-facility')
    if (!(await isTreatedAt(tx, study.patient_id, input.facilityId))) throw new Problem(403, 'not-your-facility')
    const series = await tx
      .selectFrom('imaging.series')
      .select('id')
      .where('study_id', '=', study.id)
      .where('id', 'in', input.series)
      .execute()
    if (series.length !== new Set<string>(input.series).size) throw notFound()
    const { n } = await tx
      .selectFrom('imaging.instance')
      .select((count) => count.fn.countAll<number>().as('n'))
      .where('series_id', 'in', input.series)
      .executeTakeFirstOrThrow()
    if (n > mostImages) throw new Problem(422, 'too-many-images')
    const copyId = newId<'teaching-copy'>()
    await tx
      .insertInto('imaging.teaching_copy')
      .values({
        id: copyId,
        case_code: key.caseCode(study.patient_id),
        facility_id: input.facilityId,
        purpose: input.purpose,
        source: key.seal({ studyId: study.id, patientId: study.patient_id, series: series.map((each) => each.id) }),
        state: 'preparing',
        made_by: actor.personId,
        made_at: actor.now,
      })
      .execute()
    enqueue(tx, prepareTeachingCopyJob, { copyId })
    return { copyId }
  }
