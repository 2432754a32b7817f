import { join } from 'node:path'
import { type Handler, handle, handleOutside } from '#platform/server/handler.ts'
import type { House } from '#platform/server/house.ts'
import * as teaching from '../../contract/teaching.ts'
import type { Orthanc } from '../orthanc.ts'
import { TextFinder } from './burned-in.ts'
import { blackOutTeachingCopy, finishTeachingCopy } from './finish-teaching-copy.ts'
import { type HubKey, openHubKey } from './hub-key.ts'
import {
  clearTeachingCopyJob,
  finishTeachingCopyJob,
  makeTeachingCopy,
  prepareTeachingCopyJob,
  recheckTeachingCopiesJob,
} from './make-teaching-copy.ts'
import { prepareTeachingCopy } from './prepare-teaching-copy.ts'
import { recheckTeachingCopies } from './recheck-teaching-copies.ts'
import { reviewTeachingImage } from './review-teaching-image.ts'
import { sendTeachingFile, sendTeachingPicture } from './send-teaching.ts'
import { TeachingFiles } from './teaching-files.ts'
import { discardTeachingCopy, getTeachingCopy, listTeachingCopies } from './teaching-row.ts'

/** Where copies for teaching lie, and the key by which they are made. */
export type TeachingDesk = { key: HubKey; files: TeachingFiles }

/** Opens the folder of copies under the data folder; the key is made when there is none. */
export async function openTeachingDesk(dataFolder: string): Promise<TeachingDesk> {
  const folder = join(dataFolder, 'teaching')
  return { key: await openHubKey(folder), files: new TeachingFiles(join(folder, 'copies')) }
}

/** The endpoints of copies for teaching. */
export const teachingHandlers = ({ key, files }: TeachingDesk): Handler[] => [
  handle(teaching.makeTeachingCopy, makeTeachingCopy(key)),
  handle(teaching.listTeachingCopies, listTeachingCopies(key)),
  handle(teaching.getTeachingCopy, getTeachingCopy),
  handle(teaching.reviewTeachingImage, reviewTeachingImage(key)),
  handle(teaching.finishTeachingCopy, finishTeachingCopy(key)),
  handle(teaching.discardTeachingCopy, discardTeachingCopy),
  handleOutside(
    teaching.getTeachingPicture,
    async (call, input) => await sendTeachingPicture({ key, files }, call, input),
  ),
  handleOutside(teaching.getTeachingFile, async (call, input) => await sendTeachingFile(files, call, input)),
]

/** Begins to work on copies, in the worker: preparing, blacking out, clearing away. */
export async function workOnTeaching(house: House, orthanc: Orthanc, desk: TeachingDesk): Promise<void> {
  const maker = { house, orthanc, ...desk }
  await house.jobs?.work(prepareTeachingCopyJob, async (wanted) => {
    const finder = await TextFinder.open()
    try {
      await prepareTeachingCopy(maker, finder, wanted)
    } finally {
      await finder.close()
    }
  })
  await house.jobs?.work(finishTeachingCopyJob, async (wanted) => await blackOutTeachingCopy(maker, wanted))
  await house.jobs?.work(recheckTeachingCopiesJob, async (left) => await recheckTeachingCopies(maker, left))
  await house.jobs?.work(clearTeachingCopyJob, async ({ copyId }) => await desk.files.clear(copyId))
}
