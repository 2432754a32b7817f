import { type Handler, handle, handleOutside } from '#platform/server/handler.ts'
import { notFound } from '#platform/server/problem.ts'
import * as matching from '../contract/matching.ts'
import * as contract from '../contract.ts'
import { sendDicomJson, sendFrame, sendStudyJson } from './dicomweb.ts'
import { listStudies, listWaitingStudies } from './list-studies.ts'
import { listWithdrawnStudies } from './list-withdrawn-studies.ts'
import { matchStudy } from './match-study.ts'
import { comparePatient, getMatchingHelp } from './matching-help.ts'
import { openStudy } from './open-study.ts'
import type { Orthanc } from './orthanc.ts'
import { previewWaitingStudy } from './preview-waiting-study.ts'
import { unmatchStudy } from './unmatch-study.ts'
import type { UploadDesk } from './upload-desk.ts'

/** The endpoints of imaging; without an archive the images are off and the lists stay. */
export const imagingHandlers = (orthanc: Orthanc | null, uploads: UploadDesk | null = null): Handler[] => [
  handle(contract.listStudies, listStudies),
  handle(contract.listWaitingStudies, listWaitingStudies),
  handle(contract.matchStudy, matchStudy),
  handle(contract.openStudy, openStudy),
  handle(matching.getMatchingHelp, getMatchingHelp),
  handle(matching.comparePatient, comparePatient),
  handle(matching.unmatchStudy, unmatchStudy),
  handle(matching.listWithdrawnStudies, listWithdrawnStudies),
  handleOutside(matching.previewWaitingStudy, async (call, input) => await previewWaitingStudy(orthanc, call, input)),
  handleOutside(contract.getUpload, async (call, input) => {
    if (!uploads) throw notFound()
    return await uploads.outcomeOf(call.actor, input.uploadId)
  }),
  handleOutside(
    contract.queryStudies,
    async (call, input) => await sendStudyJson(orthanc, call, input.StudyInstanceUID),
  ),
  handleOutside(contract.querySeries, async (call, input) => await sendDicomJson(orthanc, call, input)),
  handleOutside(contract.getSeriesMetadata, async (call, input) => await sendDicomJson(orthanc, call, input)),
  handleOutside(contract.getFrame, async (call, input) => await sendFrame(orthanc, call, input)),
]

export { lookForImages } from './look-for-images.ts'
export { matchWaiting } from './match-study.ts'
export { Orthanc } from './orthanc.ts'
export { type Arrival, arrivalsSince, modalitiesOf, recentArrivals } from './recent-arrivals.ts'
export { uploadRoutes } from './upload.ts'
export { UploadDesk } from './upload-desk.ts'
export { watchArchive } from './watch-archive.ts'
