import { systemActor } from '#platform/server/actor.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import { newId } from '#platform/server/new-id.ts'
import { Unreadable } from '../pixels/index.ts'
import type { FrameFiles } from './frame-files.ts'
import { keepInstance, keepUnreadable } from './keep-instance.ts'
import type { Orthanc } from './orthanc.ts'
import type { PixelPool } from './pixel-pool.ts'
import { facilityOf } from './take-in-study.ts'

// what a gateway sends is taken in as it comes; only what was left of it is looked for
const edgeSettlesMs = 15_000
const studiesAtOnce = 4
const filesAtOnce = 2

/** What is needed to make frames of what lies in the archive. */
export type FrameMaker = { house: House; orthanc: Orthanc; pool: PixelPool; files: FrameFiles }

/**
 * Makes frames of what came to the archive and has none yet, the newest study first; everything that screens show can be
 * made again this way. Returns how many files were looked at.
 */
export async function indexArchive(maker: FrameMaker): Promise<number> {
  let count = 0
  for (const study of await unfinished(maker.house)) count += await indexStudy(maker, study)
  return count
}

type Unfinished = { id: string; archiveId: string; studyUid: string; facilityId: string | null }

async function unfinished(house: House): Promise<Unfinished[]> {
  const actor = systemActor('index-archive', house.clock.now())
  const work = async (tx: Parameters<Parameters<typeof inTransaction>[2]>[0]) =>
    await tx
      .selectFrom('imaging.study as study')
      .select(['study.id', 'study.archive_id as archiveId', 'study.study_uid as studyUid'])
      .select('study.facility_id as facilityId')
      .where((where) =>
        where(
          'study.instance_count',
          '>',
          where
            .selectFrom('imaging.instance as instance')
            .whereRef('instance.study_id', '=', 'study.id')
            .select((select) => select.fn.countAll<number>().as('count')),
        ),
      )
      .where((where) =>
        where.or([
          where('study.source', '<>', 'edge'),
          where('study.last_arrived_at', '<', new Date(actor.now.getTime() - edgeSettlesMs)),
        ]),
      )
      .orderBy('study.last_arrived_at', 'desc')
      .limit(studiesAtOnce)
      .execute()
  return await inTransaction(house, actor, work, 'read')
}

async function indexStudy(maker: FrameMaker, study: Unfinished): Promise<number> {
  const left = await missingFiles(maker, study)
  const all = left.length
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) await indexFile(maker, study, next)
  }
  await Promise.all(Array.from({ length: filesAtOnce }, work))
  return all
}

async function missingFiles({ house, orthanc }: FrameMaker, study: Unfinished): Promise<string[]> {
  const there = await orthanc.instancesOf(study.archiveId)
  const actor = systemActor('index-archive', house.clock.now())
  const known = await inTransaction(
    house,
    actor,
    async (tx) =>
      await tx.selectFrom('imaging.instance').select('archive_id').where('study_id', '=', study.id).execute(),
    'read',
  )
  const have = new Set(known.map((row) => row.archive_id))
  return there.filter((id) => !have.has(id))
}

async function indexFile(
  { house, orthanc, pool, files }: FrameMaker,
  study: Unfinished,
  archiveId: string,
): Promise<void> {
  const bytes = await orthanc.file(archiveId)
  if (!bytes) return
  const actor = systemActor('index-archive', house.clock.now())
  const instanceId = newId()
  try {
    const inspected = await pool.file(bytes)
    const problem = await whyNotOfStudy({ house, orthanc }, study, { archiveId, studyUid: inspected.studyUid })
    if (problem) return await leaveOut(house, { studyId: study.id, archiveId, problem })
    await files.writeObject(study.id, instanceId, inspected)
    const kept = { instanceId, studyId: study.id, archiveId, inspected }
    const isNew = await inTransaction(house, actor, async (tx) => {
      if (await keepInstance(tx, actor, kept)) return true
      await keepUnreadable(tx, actor, { studyId: study.id, archiveId, problem: 'uid-invalid' })
      return false
    })
    if (!isNew) await files.removeFrames(study.id, instanceId)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    await leaveOut(house, { studyId: study.id, archiveId, problem: error.problem })
  }
}

type LeftOut = Parameters<typeof keepUnreadable>[2]

async function leaveOut(house: House, file: LeftOut): Promise<void> {
  const actor = systemActor('index-archive', house.clock.now())
  await inTransaction(house, actor, async (tx) => await keepUnreadable(tx, actor, file))
}

/**
 * Why a file does not belong to the study under which the archive has it: it says another study, or came from a scanner of
 * another hospital than the study. Null when it does belong.
 */
async function whyNotOfStudy(
  { house, orthanc }: Pick<FrameMaker, 'house' | 'orthanc'>,
  study: Unfinished,
  file: { archiveId: string; studyUid: string },
): Promise<LeftOut['problem'] | null> {
  if (file.studyUid !== study.studyUid) return 'uid-invalid'
  const aet = await orthanc.senderOf(file.archiveId)
  const actor = systemActor('index-archive', house.clock.now())
  const facilityId = aet && (await inTransaction(house, actor, async (tx) => await facilityOf(tx, aet), 'read'))
  return facilityId && study.facilityId && facilityId !== study.facilityId ? 'study-of-another-hospital' : null
}
