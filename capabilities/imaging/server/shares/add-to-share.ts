import { systemActor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { inTransaction } from '#platform/server/house.ts'
import { newId } from '#platform/server/new-id.ts'
import { Unreadable, type UnreadableProblem } from '../../pixels/index.ts'
import { archiveOriginal } from '../archive-original.ts'
import type { FrameMaker } from '../index-archive.ts'
import type { Inspected } from '../inspect.ts'
import { keepInstance } from '../keep-instance.ts'
import type { OpenShare } from './read-share.ts'

/** How much one share may add. */
const mostObjects = 1_000
const mostBytes = 1024 ** 3

/** What became of an object that somebody outside adds: there now, or refused and why. */
export type Addition =
  | { outcome: 'stored' | 'known'; sopClass: string; sopUid: string }
  | { outcome: UnreadableProblem | Refusal; sopClass: string; sopUid: string }
type Refusal = 'another-study' | 'series-of-the-sender' | 'same-uid-other-content' | 'too-many'

/**
 * Adds an object that somebody outside sends to the study that was shared with them: as a series of its own, marked
 * with the share, never to one that is there. Throws when a part of the hub does not answer; then it is to be sent again.
 */
export async function addToShare(maker: FrameMaker, share: OpenShare, file: Uint8Array): Promise<Addition> {
  const { house, orthanc, pool, files } = maker
  const inspected = await pool.file(file).catch((error: unknown) => {
    if (error instanceof Unreadable) return error.problem
    throw error
  })
  if (typeof inspected === 'string') return { outcome: inspected, sopClass: '', sopUid: '' }
  const { sopClass, sopUid } = inspected
  const actor = systemActor('add-to-share', house.clock.now())
  const refused = await inTransaction(house, actor, async (tx) => await refusalOf(tx, share, inspected))
  if (refused) return { outcome: refused, sopClass, sopUid }
  const stored = await archiveOriginal(orthanc, Buffer.from(file), inspected)
  if (!stored) return { outcome: 'same-uid-other-content', sopClass, sopUid }
  // of another patient's identifier the archive would make a second study under the same UID
  if (stored.ParentStudy !== share.archiveId) {
    await orthanc.remove(stored.ID)
    return { outcome: 'another-study', sopClass, sopUid }
  }
  const instanceId = newId()
  const { studyId } = share
  await files.writeObject(studyId, instanceId, inspected)
  const kept = { instanceId, studyId, archiveId: stored.ID, inspected }
  const isNew = await inTransaction(house, actor, async (tx) => await keepInstance(tx, actor, kept))
  // who watches the archive may have been quicker
  if (!isNew) await files.removeFrames(studyId, instanceId)
  return { outcome: isNew ? 'stored' : 'known', sopClass, sopUid }
}

async function refusalOf(tx: Tx, share: OpenShare, inspected: Inspected): Promise<Refusal | 'known' | null> {
  if (inspected.studyUid !== share.studyUid) return 'another-study'
  const there = await tx
    .selectFrom('imaging.instance')
    .select('sha256')
    .where('study_id', '=', share.studyId)
    .where('sop_uid', '=', inspected.sopUid)
    .executeTakeFirst()
  if (there) return there.sha256 === inspected.sha256 ? 'known' : 'same-uid-other-content'
  const taken = await tx
    .selectFrom('imaging.series')
    .select('id')
    .where('study_id', '=', share.studyId)
    .where('series_uid', '=', inspected.seriesUid)
    .where('share_id', 'is distinct from', share.shareId)
    .executeTakeFirst()
  if (taken) return 'series-of-the-sender'
  const { count, bytes } = await tx
    .selectFrom('imaging.instance as instance')
    .innerJoin('imaging.series as series', 'series.id', 'instance.series_id')
    .select(({ fn }) => [fn.countAll<string>().as('count'), fn.sum<string | null>('instance.bytes').as('bytes')])
    .where('series.share_id', '=', share.shareId)
    .executeTakeFirstOrThrow()
  if (Number(count) >= mostObjects || Number(bytes ?? 0) + inspected.bytes > mostBytes) return 'too-many'
  // written before the archive has it, so that nobody takes it for one of the hospital's own
  const { sopUid, sha256 } = inspected
  await tx
    .insertInto('imaging.share_object')
    .values({ study_id: share.studyId, sop_uid: sopUid, sha256, share_id: share.shareId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return null
}
