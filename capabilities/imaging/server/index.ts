import { type Handler, handle, handleOutside } from '#platform/server/handler.ts'
import { notFound } from '#platform/server/problem.ts'
import * as images from '../contract/images.ts'
import * as shares from '../contract/shares.ts'
import * as contract from '../contract.ts'
import { listImages } from './list-images.ts'
import { listStudies, listWaitingStudies } from './list-studies.ts'
import { matchStudy } from './match-study.ts'
import { openStudy } from './open-study.ts'
import type { ImageSender } from './send-images.ts'
import { listShares } from './shares/list-shares.ts'
import { makeShare } from './shares/make-share.ts'
import { revokeShare } from './shares/revoke-share.ts'
import type { UploadDesk } from './upload-desk.ts'

/** What the endpoints of imaging need: the desk of uploads, and what sends frames. */
export type ImagingParts = { uploads?: UploadDesk | null; sender?: ImageSender | null }

/** The endpoints of imaging; without an archive the images are off and the lists stay. */
export const imagingHandlers = ({ uploads = null, sender = null }: ImagingParts): Handler[] => [
  handle(contract.listStudies, listStudies),
  handle(contract.listWaitingStudies, listWaitingStudies),
  handle(contract.matchStudy, matchStudy),
  handle(contract.openStudy, openStudy),
  handleOutside(contract.getUpload, async (call, input) => {
    if (!uploads) throw notFound()
    return await uploads.outcomeOf(call.actor, input.uploadId)
  }),
  handle(images.listImages, listImages),
  handle(shares.makeShare, makeShare),
  handle(shares.listShares, listShares),
  handle(shares.revokeShare, revokeShare),
  handleOutside(images.getImageFrame, async (call, input) => await orOff(sender).frame(call, input)),
  handleOutside(images.getSeriesPicture, async (call, input) => await orOff(sender).picture(call, input)),
]

function orOff(sender: ImageSender | null): ImageSender {
  if (!sender) throw notFound()
  return sender
}

export { edgeHandlers } from './edges/handlers.ts'
export { ParcelDesk } from './edges/parcel-desk.ts'
export { parcelRoutes } from './edges/parcel-routes.ts'
export { FrameFiles } from './frame-files.ts'
export { type FrameMaker, indexArchive } from './index-archive.ts'
export { Intake, type IntakeOutcome, type ParcelSender } from './intake.ts'
export { lookForImages } from './look-for-images.ts'
export { makePreviews } from './make-previews.ts'
export { matchWaiting } from './match-study.ts'
export { Orthanc } from './orthanc.ts'
export { PixelPool } from './pixel-pool.ts'
export { type Arrival, modalitiesOf, recentArrivals } from './recent-arrivals.ts'
export { renderFrame } from './render-frame.ts'
export { ImageSender } from './send-images.ts'
export { type OpenShare, ShareDesk, type SharedInstance } from './shares/use-share.ts'
export { uploadRoutes } from './upload.ts'
export { UploadDesk } from './upload-desk.ts'
export { watchArchive } from './watch-archive.ts'
