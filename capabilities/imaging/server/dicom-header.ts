import { createRequire } from 'node:module'

/** What must be known of a file before it may be stored. */
export type DicomHeader = { studyUid: string; seriesUid: string; instanceUid: string; patientId: string }

type DicomDict = Record<string, { Value?: unknown[] } | undefined>
type Dcmjs = {
  data: {
    DicomMessage: {
      readFile(buffer: ArrayBuffer, options: object): { meta: DicomDict; dict: DicomDict }
    }
  }
  log: { getLogger(name: string): { setLevel(level: string): void } }
}

// dcmjs brings no types; this is the part of it that is used
const dcmjs = createRequire(import.meta.url)('dcmjs') as Dcmjs
// what it says of a stranger's file would carry that file's contents into the log
dcmjs.log.getLogger('validation.dcmjs').setLevel('silent')

const transferSyntax = '00020010'
const deflated = '1.2.840.10008.1.2.1.99'
// 128 bytes of anything, DICM, then the group length, which says how far the meta information goes (PS3.10 7.1)
const groupLength = Buffer.from([0x02, 0x00, 0x00, 0x00, 0x55, 0x4c, 0x04, 0x00])
const groupLengthAt = 132
const metaAt = groupLengthAt + groupLength.length + 4
const upTo = { untilTag: '00200010', includeUntilTagValue: false }
const uidTags = ['0020000D', '0020000E', '00080018']
const uid = /^[0-9]+(\.[0-9]+)*$/

/**
 * Whose study a DICOM file says that it belongs to; null when it does not say, or is not readable. Deflated files are
 * not read: they unfold to any size.
 */
export function readDicomHeader(file: Uint8Array): DicomHeader | null {
  try {
    if (isDeflated(file)) return null
    const buffer = new Uint8Array(file).buffer
    const { dict } = dcmjs.data.DicomMessage.readFile(buffer, upTo)
    if (uidTags.some((tag) => dict[tag]?.Value?.length !== 1)) return null
    const studyUid = textOf(dict, '0020000D')
    const instanceUid = textOf(dict, '00080018')
    const seriesUid = textOf(dict, '0020000E')
    if (![studyUid, seriesUid, instanceUid].every((each) => uid.test(each) && each.length <= 64)) return null
    return { studyUid, seriesUid, instanceUid, patientId: textOf(dict, '00100020') }
  } catch {
    // whatever a stranger's file makes the parser throw, it is not an image that we can place
    return null
  }
}

// asked of the parser itself and of the meta information alone, so that nothing is there yet that could unfold; bytes
// searched for in the file may be a decoy
function isDeflated(file: Uint8Array): boolean {
  const head = Buffer.from(file.buffer, file.byteOffset, Math.min(metaAt, file.length))
  if (!head.subarray(groupLengthAt, metaAt - 4).equals(groupLength)) throw new Error('no group length')
  const meta = new Uint8Array(file.subarray(0, metaAt + head.readUInt32LE(metaAt - 4))).buffer
  return textOf(dcmjs.data.DicomMessage.readFile(meta, upTo).meta, transferSyntax) === deflated
}

function textOf(dict: DicomDict, tag: string): string {
  const value = dict[tag]?.Value?.[0]
  return typeof value === 'string' ? value.replace(/\0/g, '').normalize('NFC').trim() : ''
}
