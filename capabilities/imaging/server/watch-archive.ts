import { systemActor } from '#platform/server/actor.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import { archiveMoment, takenAt } from './dicom-time.ts'
import { type ArchiveStudy, ArchiveUnavailable, type Orthanc } from './orthanc.ts'
import { type SentTexts, sentTextsOf } from './sent-text.ts'
import { type ArrivedStudy, takeInStudy } from './take-in-study.ts'

const batch = 200
const cursorName = 'orthanc'

const textOf = (tags: Record<string, unknown>, name: string): string => {
  const value = tags[name]
  return typeof value === 'string' ? value.normalize('NFC').trim() : ''
}

/**
 * Reads what changed in the archive since the last run and takes the studies in. The cursor moves only after a study
 * was written, so that a run that dies is made good by the next. Returns how many studies were looked at.
 */
export async function watchArchive(house: House, orthanc: Orthanc): Promise<number> {
  const actor = systemActor('watch-archive', house.clock.now())
  const cursor = await house.db
    .selectFrom('imaging.archive_cursor')
    .select('last_change')
    .where('name', '=', cursorName)
    .executeTakeFirst()
  const { Changes: changes, Last: last } = await orthanc.changesSince(cursor?.last_change ?? 0, batch)
  // an archive that knows less than was read from it was replaced or restored: it is read from its beginning
  if (cursor && last < cursor.last_change) await moveCursor(house, 0)
  const arrivals = new Map<string, Date>()
  for (const change of changes) {
    const studyId = await studyOfChange(orthanc, change)
    if (studyId && !arrivals.has(studyId)) arrivals.set(studyId, archiveMoment(change.Date) ?? actor.now)
  }
  for (const studyId of await growing(house)) if (!arrivals.has(studyId)) arrivals.set(studyId, actor.now)
  for (const [studyId, at] of arrivals) {
    // one study that cannot be written must not keep those of everybody else unseen
    await takeIn(house, orthanc, { studyId, at }).catch((error: unknown) => {
      if (error instanceof ArchiveUnavailable) throw error
      house.log.error(
        { archiveId: studyId, fault: error instanceof Error ? error.message : 'unknown' },
        'watch-archive',
      )
    })
  }
  if (changes.length > 0) await moveCursor(house, last)
  return arrivals.size
}

async function takeIn(house: House, orthanc: Orthanc, { studyId, at }: { studyId: string; at: Date }): Promise<void> {
  const actor = systemActor('watch-archive', house.clock.now())
  const arrived = await describeStudy(orthanc, studyId, at)
  if (arrived) await inTransaction(house, actor, async (tx) => await takeInStudy(tx, actor, arrived))
}

async function studyOfChange(orthanc: Orthanc, change: { ChangeType: string; ID: string }): Promise<string | null> {
  if (change.ChangeType === 'NewStudy' || change.ChangeType === 'StableStudy') return change.ID
  if (change.ChangeType === 'NewSeries') return await orthanc.parentStudy('series', change.ID)
  return null
}

async function growing(house: House): Promise<string[]> {
  const actor = systemActor('watch-archive', house.clock.now())
  return await inTransaction(
    house,
    actor,
    async (tx) => {
      const rows = await tx
        .selectFrom('imaging.study')
        .select('archive_id')
        .where('is_complete', '=', false)
        .limit(50)
        .execute()
      return rows.map((row) => row.archive_id)
    },
    'read',
  )
}

/** What the archive knows of a study that first came at a moment; null when it is gone. */
export async function describeStudy(orthanc: Orthanc, studyId: string, at: Date): Promise<ArrivedStudy | null> {
  const study: ArchiveStudy | null = await orthanc.study(studyId)
  const first = study && (await orthanc.firstInstance(studyId))
  if (!study || !first) return null
  const [count, texts] = [await orthanc.count(studyId), await textsOf(orthanc, first)]
  return {
    archiveId: study.ID,
    studyUid: textOf(study.MainDicomTags, 'StudyInstanceUID'),
    aet: first.aet,
    modality: textOf(first.tags, 'Modality'),
    description: texts.description || textOf(first.tags, 'SeriesDescription'),
    sentPatientId: textOf(study.PatientMainDicomTags, 'PatientID'),
    sentPatientName: texts.name,
    sentBirthDate: textOf(study.PatientMainDicomTags, 'PatientBirthDate'),
    sentSex: textOf(study.PatientMainDicomTags, 'PatientSex'),
    sentCharset: texts.charset,
    isTextDoubtful: texts.isDoubtful,
    startedAt: takenAt(first.tags),
    firstArrivedAt: at,
    series: count.series,
    instances: count.instances,
    isComplete: study.IsStable,
  }
}

type FirstInstance = { id: string; tags: Record<string, unknown> }

/** The name and the description from their bytes: the archive reads bytes of no declared set as it is set up. */
async function textsOf(orthanc: Orthanc, { id, tags }: FirstInstance): Promise<SentTexts> {
  const source = async (tag: string, keyword: string) => ({
    bytes: await orthanc.rawTag(id, tag),
    asRead: textOf(tags, keyword),
  })
  const name = await source('0010-0010', 'PatientName')
  return sentTextsOf(name, await source('0008-1030', 'StudyDescription'), textOf(tags, 'SpecificCharacterSet'))
}

async function moveCursor(house: House, last: number): Promise<void> {
  await house.db
    .insertInto('imaging.archive_cursor')
    .values({ name: cursorName, last_change: last })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ last_change: last }))
    .execute()
}
