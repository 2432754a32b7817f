import { createHash } from 'node:crypto'
import type { Orthanc, Stored } from './orthanc.ts'

/** Who an object says that it is. */
type Uids = { studyUid: string; seriesUid: string; sopUid: string }

/**
 * Gives an original to the archive, and makes sure that the archive reads it as we did: of a file that says two things, the
 * archive might keep it in another study than the one that was judged. Null when it did not, or holds other content under
 * the same name; then what was given is taken back.
 */
export async function archiveOriginal(orthanc: Orthanc, file: Buffer, uids: Uids): Promise<Stored | null> {
  const stored = await orthanc.store(file)
  const read = await orthanc.uidsOf(stored)
  const isSame = read.studyUid === uids.studyUid && read.seriesUid === uids.seriesUid && read.sopUid === uids.sopUid
  if (stored.Status !== 'AlreadyStored') {
    if (isSame) return stored
    await orthanc.remove(stored.ID)
    return null
  }
  const there = isSame ? await orthanc.file(stored.ID) : null
  return there && digest(there) === digest(file) ? stored : null
}

// what lies before the data set is written by whoever received the file: the archive of one scanner, a gateway of another
const datasetAt = 144
const groupLengthAt = 140
function digest(file: Buffer): string {
  const from = file.length > datasetAt ? datasetAt + file.readUInt32LE(groupLengthAt) : 0
  return createHash('sha256').update(file.subarray(from)).digest('hex')
}
