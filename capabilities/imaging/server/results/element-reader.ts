import type { DataSet } from 'dicom-parser'
import type { DicomObject } from '../../pixels/index.ts'
import { readSentText } from '../sent-text.ts'

const longestText = 4000

/** Reads elements of an object and of the items in it, texts in the letters that were meant. */
export type ElementReader = ReturnType<typeof elementReader>

/** A reader of an object, by the character set that it declares. */
export function elementReader({ data, bytes }: DicomObject) {
  const set = (data.string('x00080005') ?? '').trim()
  /** A text; of several values all, with commas. */
  const text = (of: DataSet | undefined, tag: string): string => {
    const element = of?.elements[tag]
    if (!of || !element || element.items || element.length > longestText * 4) return ''
    const raw = bytes.subarray(element.dataOffset, element.dataOffset + element.length)
    const read = readSentText(raw, set)?.text ?? of.string(tag) ?? ''
    return read.replaceAll('\0', '').normalize('NFC').trim().slice(0, longestText).toWellFormed()
  }
  const items = (of: DataSet | undefined, tag: string): DataSet[] =>
    (of?.elements[tag]?.items ?? []).flatMap((item) => item.dataSet ?? [])
  const first = (of: DataSet | undefined, tag: string): DataSet | undefined => items(of, tag)[0]
  return {
    text,
    items,
    first,
    /** The values of a text element. */
    values: (of: DataSet | undefined, tag: string): string[] =>
      text(of, tag)
        .split('\\')
        .map((each) => each.trim())
        .filter(Boolean),
    /** Numbers written as text; empty when one of them is none. */
    decimals: (of: DataSet | undefined, tag: string): number[] => {
      const said = text(of, tag)
      const numbers = said === '' ? [] : said.split('\\').map((each) => Number(each.trim()))
      return numbers.every(Number.isFinite) ? numbers : []
    },
    /** What a code means, in a sequence of codes. */
    meaning: (of: DataSet | undefined, tag: string): string => text(first(of, tag), 'x00080104'),
  }
}
