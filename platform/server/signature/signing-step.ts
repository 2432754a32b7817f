// Shadow attacks put content between two signatures: what lies there may be a signature and nothing else.
// https://pdf-insecurity.org/signature-shadow/shadow-attacks.html

import {
  objectText,
  PdfNotUnderstood,
  type PdfObjects,
  readPdfObjects,
  reference,
  references,
  textWithout,
} from './pdf-update.ts'

type Step = { before: PdfObjects; after: PdfObjects }

const formOf = (pdf: PdfObjects): number | undefined => reference(objectText(pdf, pdf.root), 'AcroForm')

function isNewPart(text: string): boolean {
  if (/\bstream\b|\/AP\b|\/JS\b|\/AA\b|\/OpenAction\b/.test(text)) return false
  if (/\/Type\s*\/Sig\b/.test(text)) return true
  return /\/FT\s*\/Sig\b/.test(text) && /\/Rect\s*\[\s*0 0 0 0\s*\]/.test(text)
}

/** An array of references may only grow, and everything beside it stays. */
function isGrown({ before, after }: Step, number: number, key: string): boolean {
  const [was, is] = [objectText(before, number), objectText(after, number)]
  const [had, has] = [references(was, key), references(is, key)]
  return had.every((each, n) => has[n] === each) && textWithout(was, key) === textWithout(is, key)
}

function isAllowed(step: Step, number: number): boolean {
  const { before, after } = step
  const form = formOf(after)
  if (!before.offsets.has(number)) {
    const text = objectText(after, number)
    return number === form ? /^<<\s*\/SigFlags 3\s*\/Fields\s*\[[^\]]*\]\s*>>$/.test(text) : isNewPart(text)
  }
  if (number === form) return isGrown(step, number, 'Fields')
  const was = objectText(before, number)
  if (number === before.root) {
    return formOf(before) === undefined && textWithout(objectText(after, number), 'AcroForm') === textWithout(was, '-')
  }
  return /\/Type\s*\/Page\b/.test(was) && isGrown(step, number, 'Annots')
}

/** True when the bytes between the ends of two revisions add one more signature and change nothing that is shown. */
export function isOnlySigning(bytes: Uint8Array, endBefore: number, endAfter: number): boolean {
  try {
    const step = {
      before: readPdfObjects(bytes.subarray(0, endBefore)),
      after: readPdfObjects(bytes.subarray(0, endAfter)),
    }
    if (step.before.root !== step.after.root) return false
    const touched = [...step.after.offsets].filter(([number, at]) => step.before.offsets.get(number) !== at)
    return touched.every(([number]) => isAllowed(step, number))
  } catch (error) {
    if (error instanceof PdfNotUnderstood) return false
    throw error
  }
}
