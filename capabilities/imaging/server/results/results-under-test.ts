import assert from 'node:assert/strict'
import type { Id } from '#platform/contract/id.ts'
import { outsideCall } from '#platform/test/outside-call.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { arrangeMarks, index, type MarksUnderTest, sendStudy, side } from '../marks/marks-under-test.ts'
import { listResults } from './list-results.ts'
import { type ObjectUnderTest, segmentationFile } from './objects-under-test.ts'
import { readResults } from './read-results.ts'
import { sendMasks } from './send-masks.ts'
import { switchResults } from './switch-results.ts'

/** The class of the images of the study. */
export const ct = '1.2.840.10008.5.1.4.1.1.2'

/** The pixels that segmentations mark unless told otherwise. */
export const square = (x: number, y: number): boolean => x >= 10 && x < 20 && y >= 12 && y < 15

/** A study of two images at a hospital, and results of others on it. */
export class ResultsUnderTest {
  readonly world: World
  readonly here: MarksUnderTest
  study: Awaited<ReturnType<typeof sendStudy>>

  private constructor(world: World, here: MarksUnderTest, study: Awaited<ReturnType<typeof sendStudy>>) {
    this.world = world
    this.here = here
    this.study = study
  }

  static async open(): Promise<ResultsUnderTest> {
    const world = await createWorld()
    const here = await arrangeMarks(world)
    return new ResultsUnderTest(world, here, await sendStudy(world, here))
  }

  async close(): Promise<void> {
    await this.here.close()
    await this.world.close()
  }

  /** Another study, to which all that follows belongs. */
  async renew(): Promise<void> {
    this.study = await sendStudy(this.world, this.here)
  }

  image(number = 1): { sopUid: string; sopClass: string } {
    return { sopUid: `${this.study.studyUid.slice(0, 50)}.9.${number}`, sopClass: ct }
  }

  segmentation(changes: Partial<ObjectUnderTest> = {}): Buffer {
    return segmentationFile({
      ...{ studyUid: this.study.studyUid, patientId: this.here.mrn, rows: side, columns: side },
      frames: [{ inside: square, source: this.image() }],
      ...changes,
    })
  }

  /** Files of others come into the archive and are read. */
  async come(...files: Buffer[]): Promise<void> {
    const { archive, desk } = this.here
    for (const file of files) await archive.orthanc.store(file)
    await this.world.sql('update imaging.study set instance_count = instance_count + $2 where id = $1', [
      this.study.studyId,
      files.length,
    ])
    await index(this.world, this.here)
    const reading = { house: this.world.house, orthanc: archive.orthanc, pool: desk.pool }
    for (let rounds = 0; rounds < 20 && (await readResults(reading)) > 0; rounds += 1);
  }

  async list(person = this.here.doctor) {
    const { studyId } = this.study
    return await this.world.as(person, async (tx, actor) => await listResults(tx, actor, { studyId }))
  }

  async turn(person: string, isOn: boolean, ...resultIds: Id<'result'>[]): Promise<void> {
    const input = { studyId: this.study.studyId, resultIds, isOn }
    await this.world.as(person, async (tx, actor) => await switchResults(tx, actor, input))
  }

  async masksFor(person: string, resultId: Id<'result'>): Promise<Uint8Array> {
    const { call, sent } = await outsideCall(this.world, person)
    await sendMasks(call, { studyId: this.study.studyId, resultId })
    return sent()
  }

  /** The only result, turned on by the doctor. */
  async shown(file: Buffer) {
    await this.come(file)
    await this.turn(this.here.doctor, true, (await this.#only()).id)
    return await this.#only()
  }

  async #only() {
    const [result] = await this.list()
    assert.ok(result)
    return result
  }
}

/** The pixels inside, by place in the image. */
export function pixelsOf(masks: Uint8Array, start: number, end: number): Set<number> {
  const inside = new Set<number>()
  let [at, isInside, run, shift] = [0, false, 0, 0]
  for (const byte of masks.subarray(start, end)) {
    run += (byte & 127) * 2 ** shift
    shift += 7
    if (byte & 128) continue
    if (isInside) for (let pixel = at; pixel < at + run; pixel += 1) inside.add(pixel)
    at += run
    isInside = !isInside
    run = 0
    shift = 0
  }
  return inside
}
