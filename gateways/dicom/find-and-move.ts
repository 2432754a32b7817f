import { dimse } from './dimse.ts'

const { constants, requests } = dimse
const answerMs = 60_000
const moveMs = 30 * 60_000

/** An archive that can be asked, and under which of our names. */
export type Archive = { host: string; port: number; theirAet: string; ourAet: string }

/** A study as an archive names it. */
export type FoundStudy = { studyUid: string; patientId: string; date: string }

/** The archive did not answer, or not as it should. */
export class ArchiveSilent extends Error {
  constructor(why: string) {
    super(`the archive: ${why}`)
    this.name = 'ArchiveSilent'
  }
}

/** True for an identifier that can be asked for as it is: none of the signs by which an archive would answer more. */
export const isPlainIdentifier = (patientId: string): boolean =>
  /^[^*?\\^=]{1,64}$/.test(patientId) && Array.from(patientId).every((letter) => letter >= ' ')

/**
 * The studies of the patient with this identifier (C-FIND, study root), newest first. What an archive answers beyond
 * what it was asked for is left out. Throws ArchiveSilent.
 */
export async function findStudies(archive: Archive, patientId: string): Promise<FoundStudy[]> {
  if (!isPlainIdentifier(patientId)) return []
  const request = requests.CFindRequest.createStudyFindRequest({
    ...{ PatientID: patientId, StudyInstanceUID: '', StudyDate: '', StudyTime: '', ModalitiesInStudy: '' },
  })
  const found: FoundStudy[] = []
  await exchange(archive, request, answerMs, (dataset) => {
    const { StudyInstanceUID: studyUid, PatientID: owner, StudyDate: date } = dataset
    if (typeof studyUid !== 'string' || String(owner).trim() !== patientId) return
    found.push({ studyUid, patientId, date: typeof date === 'string' ? date : '' })
  })
  return found.toSorted((one, other) => other.date.localeCompare(one.date))
}

/** Has the archive send a study to one of our names (C-MOVE). Resolves when it says that it has; throws ArchiveSilent. */
export async function moveStudy(archive: Archive, studyUid: string, toAet: string): Promise<void> {
  const request = requests.CMoveRequest.createStudyMoveRequest(toAet, studyUid)
  await exchange(archive, request, moveMs, () => undefined)
}

type Asked = InstanceType<typeof requests.CFindRequest> | InstanceType<typeof requests.CMoveRequest>
type Answer = {
  getStatus(): number
  getDataset(): { getElements(): Record<string, unknown> } | undefined
}

async function exchange(
  archive: Archive,
  request: Asked,
  longestMs: number,
  heard: (dataset: Record<string, unknown>) => void,
): Promise<void> {
  const client = new dimse.Client()
  client.addRequest(request)
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => fail('no answer'), longestMs)
    const fail = (why: string) => {
      clearTimeout(late)
      reject(new ArchiveSilent(why))
    }
    let status: number | null = null
    request.on('response', (answer: Answer) => {
      status = answer.getStatus()
      const elements = answer.getDataset()?.getElements()
      if (status === constants.Status.Pending && elements) heard(elements)
    })
    client.on('associationRejected', () => fail('refused the association'))
    client.on('networkError', () => fail('no connection'))
    client.on('closed', () => {
      if (status !== constants.Status.Success) return fail(`ended with ${String(status)}`)
      clearTimeout(late)
      resolve()
    })
    client.send(archive.host, archive.port, archive.ourAet, archive.theirAet, { pduTimeout: longestMs })
  })
}
