import { type Handler, handle, handleOutside } from '#platform/server/handler.ts'
import type { House } from '#platform/server/house.ts'
import * as keys from '../../contract/key-images.ts'
import * as marks from '../../contract/marks.ts'
import { captionKeyImage, removeKeyImage } from '../key-images/change-key-image.ts'
import { type KeyImageDesk, keepKeyImage } from '../key-images/keep-key-image.ts'
import { listKeyImages, sendKeyPicture } from '../key-images/key-image-row.ts'
import type { Orthanc } from '../orthanc.ts'
import { listMarks } from './mark-row.ts'
import { writeMarksJob } from './marks-job.ts'
import { removeMark } from './remove-mark.ts'
import { saveMarks } from './save-marks.ts'
import { writeMarkObjects } from './write-mark-objects.ts'

export type { TakesPart } from '../key-images/keep-key-image.ts'
export type { MarkDesk } from './marked-frames.ts'

/** The endpoints of marks and key images. */
export const markHandlers = (desk: KeyImageDesk): Handler[] => [
  handle(marks.listMarks, listMarks),
  handleOutside(marks.saveMarks, async (call, input) => await saveMarks(desk, call, input)),
  handle(marks.removeMark, removeMark),
  handleOutside(keys.keepKeyImage, async (call, input) => await keepKeyImage(desk, call, input)),
  handle(keys.listKeyImages, listKeyImages),
  handleOutside(keys.getKeyPicture, sendKeyPicture),
  handle(keys.captionKeyImage, captionKeyImage),
  handle(keys.removeKeyImage, removeKeyImage),
]

/** Begins to write marks as DICOM objects, in the worker. */
export async function workOnMarks(house: House, orthanc: Orthanc): Promise<void> {
  await house.jobs?.work(writeMarksJob, async (wanted) => await writeMarkObjects({ house, orthanc }, wanted))
}
