import type { Id } from '#platform/contract/id.ts'
import { outsideCall } from '#platform/test/outside-call.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { saveMarks as saveContract } from '../../contract/marks.ts'
import { arrangeMarks, type MarksUnderTest, sendStudy } from './marks-under-test.ts'
import { removeMark } from './remove-mark.ts'
import { saveMarks } from './save-marks.ts'
import { writeMarkObjects } from './write-mark-objects.ts'

/** Who marks where, and the study of the test that runs; the tests of one file share it. */
export const scene = {} as {
  world: World
  here: MarksUnderTest
  study: Awaited<ReturnType<typeof sendStudy>>
}

/** Opens the scene. */
export async function openScene(): Promise<void> {
  scene.world = await createWorld()
  scene.here = await arrangeMarks(scene.world)
}

/** Closes the scene, also one that did not open whole. */
export async function closeScene(): Promise<void> {
  await scene.here?.close()
  await scene.world?.close()
}

/** Lets a new study come for the next test. */
export async function comeAnew(): Promise<void> {
  scene.study = await sendStudy(scene.world, scene.here)
}

/** A mark as a browser sends it, on the first image unless said. */
export type Drawn = Partial<Parameters<typeof saveMarks>[2]['marks'][number]> & { kind: string }

/** A person saves marks. */
export async function save(person: string, ...marks: Drawn[]) {
  const { world, here, study } = scene
  const { call } = await outsideCall(world, person)
  const input = saveContract.input.parse({
    studyId: study.studyId,
    marks: marks.map((mark) => ({ instanceId: study.instances[0], frame: 1, ...mark })),
  })
  return await saveMarks(here.desk, call, input)
}

/** A length between points. */
export const length = (...points: [number, number][]): Drawn => ({ kind: 'length', points })

/** Writes what is marked as DICOM objects, as the worker does. */
export const write = async () =>
  await writeMarkObjects({ house: scene.world.house, orthanc: scene.here.archive.orthanc }, scene.study)

/** A person takes a mark away. */
export const remove = async (person: string, markId: Id<'mark'>, version = 1) =>
  await scene.world.as(
    person,
    async (tx, actor) => await removeMark(tx, actor, { markId, version, reason: 'Đo nhầm sang bên lành' }),
  )
