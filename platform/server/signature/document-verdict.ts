import { PdfNotUnderstood } from './pdf-update.ts'
import { type Signature, type TrustedRoots, verifyPdf } from './verify.ts'

/** What is wrong with a document as a whole, beside its signatures. */
export type DocumentProblem = 'not-understood' | 'no-signatures' | 'signature-not-listed'

/** The judgement of a whole document: sound when it is signed and nothing at all is wrong. */
export type DocumentVerdict = {
  isSound: boolean
  /** True when only the trust in the root is not proven: everything else holds. */
  isIntact: boolean
  problems: DocumentProblem[]
  signatures: Signature[]
}

/** Judges a document; without roots the chain is checked up to the root that the document brings along itself. */
export async function judgeDocument(bytes: Uint8Array, roots: TrustedRoots): Promise<DocumentVerdict> {
  try {
    const signatures = await verifyPdf(bytes, roots)
    const ranges =
      Buffer.from(bytes)
        .toString('latin1')
        .match(/\/ByteRange\s*\[/g)?.length ?? 0
    const problems: DocumentProblem[] = []
    if (signatures.length === 0) problems.push('no-signatures')
    if (ranges > signatures.length) problems.push('signature-not-listed')
    const isIntact = problems.length === 0 && signatures.every((each) => each.isValid)
    return { isSound: isIntact && roots !== 'its-own', isIntact, problems, signatures }
  } catch (error) {
    if (!(error instanceof PdfNotUnderstood)) throw error
    return { isSound: false, isIntact: false, problems: ['not-understood'], signatures: [] }
  }
}
