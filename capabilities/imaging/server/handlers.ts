import { type Handler, handle, handleOutside } from '#platform/server/handler.ts'
import { notFound } from '#platform/server/problem.ts'
import * as contents from '../contract/contents.ts'
import * as images from '../contract/images.ts'
import * as matching from '../contract/matching.ts'
import * as removal from '../contract/removal.ts'
import * as shares from '../contract/shares.ts'
import * as contract from '../contract.ts'
import { listImages } from './list-images.ts'
import { listRemovedStudies } from './list-removed-studies.ts'
import { listStudies, listWaitingStudies } from './list-studies.ts'
import { listWithdrawnStudies } from './list-withdrawn-studies.ts'
import { type MarkDesk, markHandlers, type TakesPart } from './marks/index.ts'
import { matchStudy } from './match-study.ts'
import { comparePatient, getMatchingHelp } from './matching-help.ts'
import { openStudy } from './open-study.ts'
import type { Orthanc } from './orthanc.ts'
import { previewWaitingStudy } from './preview-waiting-study.ts'
import { removeStudy } from './remove-study.ts'
import { resultHandlers } from './results/index.ts'
import type { ImageSender } from './send-images.ts'
import { listShares } from './shares/list-shares.ts'
import { makeShare } from './shares/make-share.ts'
import { revokeShare } from './shares/revoke-share.ts'
import { type TeachingDesk, teachingHandlers } from './teaching/index.ts'
import { unmatchStudy } from './unmatch-study.ts'
import type { UploadDesk } from './upload-desk.ts'

/** What the endpoints of imaging need: the archive, the desk of uploads, what sends frames, and where copies lie. */
export type ImagingParts = {
  orthanc?: Orthanc | null
  uploads?: UploadDesk | null
  sender?: ImageSender | null
  teaching?: TeachingDesk | null
  marking?: MarkDesk | null
  /** Who may keep views for a subject, such as a case; without it none are kept for one. */
  takesPart?: TakesPart
}

/** The endpoints of imaging; without an archive the images are off and the lists stay. */
export const imagingHandlers = ({
  orthanc = null,
  uploads = null,
  sender = null,
  teaching = null,
  marking = null,
  takesPart = async () => false,
}: ImagingParts): Handler[] => [
  ...(teaching ? teachingHandlers(teaching) : []),
  ...(marking ? markHandlers({ ...marking, takesPart }) : []),
  ...resultHandlers,
  handle(contract.listStudies, listStudies),
  handle(contract.listWaitingStudies, listWaitingStudies),
  handle(contract.matchStudy, matchStudy),
  handle(contract.openStudy, openStudy),
  handle(matching.getMatchingHelp, getMatchingHelp),
  handle(matching.comparePatient, comparePatient),
  handle(matching.unmatchStudy, unmatchStudy),
  handle(matching.listWithdrawnStudies, listWithdrawnStudies),
  handle(removal.removeStudy, removeStudy),
  handle(removal.listRemovedStudies, listRemovedStudies),
  handleOutside(matching.previewWaitingStudy, async (call, input) => await previewWaitingStudy(orthanc, call, input)),
  handleOutside(contract.getUpload, async (call, input) => {
    if (!uploads) throw notFound()
    return await uploads.outcomeOf(call.actor, input.uploadId)
  }),
  handle(images.listImages, listImages),
  handle(shares.makeShare, makeShare),
  handle(shares.listShares, listShares),
  handle(shares.revokeShare, revokeShare),
  handleOutside(images.getImageFrame, async (call, input) => await orOff(sender).frame(call, input)),
  handleOutside(contents.getSlideTile, async (call, input) => await orOff(sender).contents.tile(call, input)),
  handleOutside(contents.getObjectContent, async (call, input) => await orOff(sender).contents.content(call, input)),
  handleOutside(images.getSeriesPicture, async (call, input) => await orOff(sender).picture(call, input)),
]

function orOff(sender: ImageSender | null): ImageSender {
  if (!sender) throw notFound()
  return sender
}
