import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Id } from '#platform/contract/id.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import type { Box, TeachingCopy, TeachingImage } from '../../contract/teaching.ts'
import { openDicom, shownFrames } from '../../pixels/index.ts'
import { inspectFile } from '../inspect.ts'
import { matchStudy } from '../match-study.ts'
import { arrangeMatching } from '../match-under-test.ts'
import { TextFinder } from './burned-in.ts'
import { blackOutTeachingCopy, finishTeachingCopy } from './finish-teaching-copy.ts'
import { HubKey } from './hub-key.ts'
import { makeTeachingCopy } from './make-teaching-copy.ts'
import { prepareTeachingCopy, type TeachingMaker } from './prepare-teaching-copy.ts'
import { reviewTeachingImage } from './review-teaching-image.ts'
import { sendTeachingPicture } from './send-teaching.ts'
import { TeachingFiles } from './teaching-files.ts'
import { getTeachingCopy } from './teaching-row.ts'
import { identifyingFile } from './teaching-under-test.ts'

type CopyId = Id<'teaching-copy'>

/** The frames of a file as they are shown. */
export async function framesOf(file: Buffer): Promise<Buffer[]> {
  const frames: Buffer[] = []
  for await (const { samples } of shownFrames(openDicom(file))) frames.push(samples)
  return frames
}

/** What makes copies for teaching: a database, a folder, and who reads text in pixels. */
export type Workshop = {
  world: World
  folder: string
  finder: TextFinder
  maker: TeachingMaker
  key: HubKey
  /** The files of the archive by their ids there. */
  originals: Map<string, Buffer>
  close: () => Promise<void>
}

/** Opens a workshop; close it at the end of the file. */
export async function openWorkshop(): Promise<Workshop> {
  const world = await createWorld()
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-teaching-'))
  const finder = await TextFinder.open()
  const key = new HubKey(randomBytes(32))
  const originals = new Map<string, Buffer>()
  const orthanc: TeachingMaker['orthanc'] = { file: async (id) => originals.get(id) ?? null }
  return {
    ...{ world, folder, finder, key, originals },
    maker: { house: world.house, orthanc, key, files: new TeachingFiles(folder) },
    close: async () => {
      await finder.close()
      await world.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A study of one ultrasound that bears names everywhere, in the record of a hospital's patient. */
async function arrangeStudy({ world, originals }: Workshop) {
  const here = await arrangeMatching(world)
  const doctor = await world.person(here.facilityId, 'doctor')
  const colleague = await world.person(here.facilityId, 'doctor')
  const patientId = await here.register()
  await here.grant(patientId)
  const studyId = await here.arrive()
  await world.as(here.technician, async (tx, actor) => await matchStudy(tx, actor, { studyId, patientId }))
  const seriesId = newId<'series'>()
  const seriesUid = `1.2.${BigInt(`0x${newId().replaceAll('-', '')}`)}`
  const values = [seriesId, studyId, seriesUid]
  await world.sql('insert into imaging.series (id, study_id, series_uid) values ($1, $2, $3)', values)
  originals.clear()
  return {
    ...{ here, doctor, colleague, patientId, studyId, seriesId },
    /** An object of the study, as the intake writes it. */
    keep: async (file: Buffer): Promise<void> => {
      const archiveId = newId()
      const { sopClass, syntax, sha256, tags } = await inspectFile(file)
      originals.set(archiveId, file)
      await world.sql(
        `insert into imaging.instance (id, study_id, series_id, sop_uid, sop_class, archive_id, syntax, sha256, bytes, tags, added_at)
         values ($1, $2, $3, $4, $5, $4, $6, $7, $8, $9, now())`,
        [newId(), studyId, seriesId, archiveId, sopClass, syntax, sha256, file.length, JSON.stringify(tags)],
      )
    },
  }
}

/** What people do with a copy. */
function stepsOf({ world, key, maker }: Workshop, doctor: string) {
  const get = async (person: string, copyId: CopyId): Promise<TeachingCopy> =>
    await world.as(person, async (tx, actor) => await getTeachingCopy(tx, actor, { copyId }))
  return {
    get,
    finish: async (person: string, copyId: CopyId) =>
      await world.as(person, async (tx, actor) => await finishTeachingCopy(key)(tx, actor, { copyId })),
    review: async (copyId: CopyId, boxes?: Box[], more: { isLeftOut?: boolean; isForSeries?: boolean } = {}) => {
      const [image] = (await get(doctor, copyId)).list
      assert.ok(image)
      const said = { boxes: boxes ?? image.found, isLeftOut: false, isForSeries: false, ...more }
      const input = { copyId, imageId: image.id, ...said }
      await world.as(doctor, async (tx, actor) => await reviewTeachingImage(key)(tx, actor, input))
      return image
    },
    look: async (copyId: CopyId, imageId: TeachingImage['id']): Promise<number> => {
      let bytes = 0
      const reply = { type: () => reply, header: () => reply, send: (picture: Buffer) => void (bytes = picture.length) }
      const call = { house: world.house, actor: await world.actor(doctor), note: () => undefined, reply }
      // of a call it needs these alone
      const asked = call as unknown as OutsideCall
      await sendTeachingPicture({ key, files: maker.files }, asked, { copyId, imageId, frame: 1 })
      return bytes
    },
    blackOut: async (copyId: CopyId) => await blackOutTeachingCopy(maker, { copyId }),
    finalOf: async (copyId: CopyId, imageId: string): Promise<Buffer> => {
      const file = await maker.files.read(copyId, imageId, 'final')
      assert.ok(file)
      return file
    },
  }
}

/** A study that a doctor may make copies of, and what is done with them. */
export type CopiesUnderTest = Awaited<ReturnType<typeof arrangeCopies>>

/** Arranges a study anew, with what people do to make a copy of it. */
export async function arrangeCopies(workshop: Workshop) {
  const { world, key, maker, finder } = workshop
  const study = await arrangeStudy(workshop)
  await study.keep(await identifyingFile())
  const make = async (person = study.doctor, facilityId = study.here.facilityId): Promise<CopyId> => {
    const { studyId, seriesId } = study
    const input = { studyId, facilityId, series: [seriesId], purpose: 'Giảng về sỏi túi mật' }
    // the schema brands the id of the facility for the compiler alone
    const branded = input as Parameters<ReturnType<typeof makeTeachingCopy>>[2]
    const made = await world.as(person, async (tx, actor) => await makeTeachingCopy(key)(tx, actor, branded))
    return made.copyId
  }
  return {
    ...study,
    ...stepsOf(workshop, study.doctor),
    make,
    prepared: async (): Promise<CopyId> => {
      const copyId = await make()
      await prepareTeachingCopy(maker, finder, { copyId })
      return copyId
    },
  }
}
