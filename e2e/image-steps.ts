import type { Locator, Page } from 'playwright-core'
import { answer } from './case-steps.ts'
import { type HeadCt, prepareHeadCt, sendByStore } from './head-ct.ts'
import { askEmergency, people, type Stage } from './stage.ts'

/** The patient of most stories, by the number that the hospital gave. */
export const mrn = 'MN26-004417'

/** The id of the patient whom a hospital knows by a number. */
export async function patientIdOf(stage: Stage, number = mrn): Promise<string> {
  const [row] = await stage.sql('select patient_id from records.patient_identifier where value = $1', [number])
  return String(row?.['patient_id'])
}

/** The id of a study that has arrived. */
export async function studyIdOf(stage: Stage, studyUid: string): Promise<string> {
  const [row] = await stage.sql('select id from imaging.study where study_uid = $1', [studyUid])
  return String(row?.['id'])
}

/** The viewer once so many slices are there, loaded and drawn. */
export const wholeStack = (page: Page, slices: number): Locator =>
  page.locator(`[data-slices="${slices}"][data-loaded="${slices}"][data-ready="yes"]`)

/** Opens the images of a patient and waits until all of a stack are there; gives the viewer. */
export async function openPatientImages(
  stage: Stage,
  page: Page,
  of: { patientId: string; slices: number },
): Promise<Locator> {
  await page.goto(`${stage.url}/patients/${of.patientId}/images`)
  const viewer = wholeStack(page, of.slices)
  await viewer.waitFor()
  return viewer
}

/** Opens the images of a case slice by slice: it may be laid out in several windows. */
export async function openCaseImages(
  stage: Stage,
  page: Page,
  of: { consultId: string; slices: number },
): Promise<void> {
  await page.goto(`${stage.url}/consults/${of.consultId}/images`)
  await page.locator(`[data-loaded="${of.slices}"][data-ready="yes"]`).waitFor()
  await page.getByRole('button', { name: 'Từng lát' }).click()
  await page.locator(`[data-slices="${of.slices}"][data-ready="yes"]`).waitFor()
}

type Point = readonly [column: number, row: number]

/** Where a point of the image, in its pixels, lies on the page. */
export async function onPage(viewer: Locator, point: Point): Promise<[number, number]> {
  return await viewer.evaluate((root, [column, row]) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = (root.getAttribute('data-matrix') ?? '').split(' ').map(Number)
    const box = root.querySelector('canvas')?.getBoundingClientRect() ?? new DOMRect()
    return [box.left + a * column + c * row + e, box.top + b * column + d * row + f] as [number, number]
  }, point)
}

/** Drags with the mouse from one point of the image to another. */
export async function drag(viewer: Locator, from: Point, to: Point): Promise<void> {
  const { mouse } = viewer.page()
  await mouse.move(...(await onPage(viewer, from)))
  await mouse.down()
  await mouse.move(...(await onPage(viewer, to)), { steps: 4 })
  await mouse.up()
}

/** A head CT that has been sent for the patient of most stories, taken now. */
export function sendHeadCt(stage: Stage, folder: string): HeadCt {
  const ct = prepareHeadCt(folder, mrn, new Date())
  sendByStore(ct.files, stage.stack.ports.ORTHANC_DICOM_PORT)
  return ct
}

/** A head CT, and the case of its patient at both hospitals with the images opened slice by slice. */
export type CaseWithHeadCt = { asker: Page; expert: Page; consultId: string; studyId: string }

/** Lets two hospitals open a case on images that have been sent. */
export async function caseWithHeadCt(stage: Stage, ct: HeadCt): Promise<CaseWithHeadCt> {
  const expert = await stage.enter(people.first)
  const asker = await stage.enter(people.asker)
  const consultId = await askEmergency(asker, 'Yếu nửa người trái, nhờ đọc phim')
  await answer(expert, consultId)
  for (const page of [asker, expert]) await openCaseImages(stage, page, { consultId, slices: ct.files.length })
  return { asker, expert, consultId, studyId: await studyIdOf(stage, ct.studyUid) }
}

/** What an address answers to a page, asked by the page itself. */
export const replyOf = async (page: Page, path: string) =>
  await page.evaluate(async (address) => {
    const reply = await fetch(address)
    const bytes = [...new Uint8Array(await reply.arrayBuffer())]
    return { status: reply.status, headers: Object.fromEntries(reply.headers), bytes }
  }, path)
