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

const transferSyntaxTag = Buffer.from([0x02, 0x00, 0x10, 0x00, 0x55, 0x49])
const deflated = '1.2.840.10008.1.2.1.99'
const metaBytes = 1024
const uid = /^[0-9]+(\.[0-9]+)*$/

/**
 * Whose study a DICOM file says that it belongs to; null when it does not say, or is not readable. Deflated files are
 * not read: they unfold to any size.
 */
export function readDicomHeader(file: Uint8Array): DicomHeader | null {
  if (transferSyntaxOf(file) === deflated) return null
  try {
    const buffer = new Uint8Array(file).buffer
    const { dict } = dcmjs.data.DicomMessage.readFile(buffer, { untilTag: '00200010', includeUntilTagValue: false })
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

function transferSyntaxOf(file: Uint8Array): string {
  const head = Buffer.from(file.buffer, file.byteOffset, Math.min(metaBytes, file.length))
  const at = head.indexOf(transferSyntaxTag)
  if (at < 0 || at + 8 > head.length) return ''
  const length = head.readUInt16LE(at + 6)
  return head
    .subarray(at + 8, at + 8 + length)
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
}

function textOf(dict: DicomDict, tag: string): string {
  const value = dict[tag]?.Value?.[0]
  return typeof value === 'string' ? value.replace(/\0/g, '').normalize('NFC').trim() : ''
}
