import { systemActor } from '#platform/server/actor.ts'
import { emit } from '#platform/server/events.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import { newId } from '#platform/server/new-id.ts'
import { imagesReady } from '../../contract.ts'
import { Unreadable } from '../../pixels/index.ts'
import type { Orthanc } from '../orthanc.ts'
import type { PixelPool } from '../pixel-pool.ts'
import { makerOfNothing } from './maker-of-nothing.ts'
import { reportClasses, segmentationClass } from './result-classes.ts'
import type { OpenedResult } from './result-content.ts'

const objectsAtOnce = 4
/** Letters of what was read of one object, as it is kept. */
const mostContent = 8 * 1024 * 1024

type Reader = { house: House; orthanc: Orthanc; pool: PixelPool }

/**
 * Reads segmentations and reports of others that came and were not read yet, in threads as all strangers' files; those
 * that we wrote ourselves are left out by our own records. Returns how many were looked at.
 */
export async function readResults(reader: Reader): Promise<number> {
  const wanted = await unread(reader.house)
  for (const each of wanted) await readOne(reader, each)
  return wanted.length
}

type Unread = Awaited<ReturnType<typeof unread>>[number]

async function unread(house: House) {
  const actor = systemActor('read-results', house.clock.now())
  return await inTransaction(
    house,
    actor,
    async (tx) =>
      await tx
        .selectFrom('imaging.instance as instance')
        .innerJoin('imaging.study as study', 'study.id', 'instance.study_id')
        .select(['instance.id', 'instance.archive_id as archiveId', 'instance.study_id as studyId'])
        .select(['instance.sop_class as sopClass', 'study.patient_id as patientId'])
        .where('instance.sop_class', 'in', [segmentationClass, ...reportClasses])
        .where((where) =>
          where.not(
            where.exists(where.selectFrom('imaging.result').select('id').whereRef('instance_id', '=', 'instance.id')),
          ),
        )
        .where((where) =>
          where.not(
            where.exists(
              where
                .selectFrom('imaging.mark_object')
                .select('sop_uid')
                .whereRef('imaging.mark_object.sop_uid', '=', 'instance.sop_uid'),
            ),
          ),
        )
        .orderBy('instance.added_at')
        .limit(objectsAtOnce)
        .execute(),
    'read',
  )
}

async function readOne({ house, orthanc, pool }: Reader, wanted: Unread): Promise<void> {
  const file = await orthanc.file(wanted.archiveId)
  const opened = file ? await openedIn(pool, file, wanted) : makerOfNothing(wanted.sopClass)
  await keep(house, wanted, opened).catch(async (error: unknown) => {
    // one object that cannot be written must not keep those of everybody else unread
    house.log.error({ instanceId: wanted.id, fault: error instanceof Error ? error.name : 'unknown' }, 'read-results')
    await keep(house, wanted, makerOfNothing(wanted.sopClass, true))
  })
}

async function keep(house: House, wanted: Unread, opened: OpenedResult): Promise<void> {
  const content = JSON.stringify(opened.content)
  if (content.length > mostContent) throw new RangeError('the content is too large')
  const actor = systemActor('read-results', house.clock.now())
  await inTransaction(house, actor, async (tx) => {
    await tx
      .insertInto('imaging.result')
      .values({
        ...{ id: newId(), study_id: wanted.studyId, instance_id: wanted.id, kind: opened.kind },
        content,
        masks: Buffer.from(opened.masks),
        ...{ problem: opened.problem, read_at: actor.now },
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    if (wanted.patientId) await emit(tx, actor, imagesReady, { studyId: wanted.studyId, patientId: wanted.patientId })
  })
}

async function openedIn(pool: PixelPool, file: Uint8Array, { sopClass }: Unread): Promise<OpenedResult> {
  try {
    return await pool.result(file)
  } catch (error) {
    if (error instanceof Unreadable) return makerOfNothing(sopClass, error.problem === 'too-large')
    throw error
  }
}
