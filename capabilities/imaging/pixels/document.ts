import type { FoundContent } from './contents.ts'
import { Unreadable } from './layout.ts'
import { type DicomObject, textOf } from './open-dicom.ts'

const mostTitle = 200

/** The PDF of an object (PS3.3 C.24.2) without what was added to make its length even. Throws `Unreadable`. */
export function documentOf({ data, bytes: file }: DicomObject): FoundContent {
  const element = data.elements['x00420011']
  if (!element) throw new Unreadable('pixels-unreadable')
  const said = data.elements['x00420015'] ? (data.uint32('x00420015') ?? element.length) : element.length
  const length = said > 0 && said <= element.length ? said : element.length
  const bytes = Buffer.from(file.subarray(element.dataOffset, element.dataOffset + length))
  if (bytes.toString('latin1', 0, 5) !== '%PDF-') throw new Unreadable('pixels-unreadable')
  const title = textOf(data, 'x00420010').slice(0, mostTitle)
  return { facts: { kind: 'document', title: plain(title), bytes: bytes.length, pages: pagesOf(bytes) }, bytes }
}

// the letters of other character sets are not guessed at
const plain = (text: string): string => (/^[\x20-\x7e]*$/.test(text) ? text : '')

/** The count of the root of the page tree; null where it lies in a compressed part. */
function pagesOf(bytes: Buffer): number | null {
  const counts = [...bytes.toString('latin1').matchAll(/\/Count\s{1,4}(\d{1,6})\b/g)].map((found) => Number(found[1]))
  const most = counts.reduce((one, other) => Math.max(one, other), 0)
  return most > 0 ? most : null
}
