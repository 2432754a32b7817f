import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type DocumentVerdict, judgeDocument } from '../platform/server/signature/document-verdict.ts'
import type { Signature } from '../platform/server/signature/verify.ts'
import { rootFolder } from './apps.ts'

const usage = `Usage: npm run verify -- DOCUMENT.pdf [--root ROOT.pem]...

Judges the signatures of a PDF without network, database or account.
--root names a root certificate that you believe; without one the demonstration root of this folder is taken when it is
there, else only what the document says of itself is checked.
Ends with 0: every signature holds; 1: something is wrong; 2: not judged; 3: intact, but nobody vouches for its root.`

const faults: Record<Signature['problems'][number] | DocumentVerdict['problems'][number], string> = {
  unreadable: 'the signature cannot be read',
  'byte-range-wrong': 'its byte range leaves out more than the signature itself',
  'content-altered': 'what it signed is not what is here: altered, or the signature is from another document',
  'signature-wrong': 'it was not made with the key of its certificate',
  'certificate-mismatch': 'it names another certificate',
  'certificate-untrusted': 'its certificate does not lead to a trusted root, or was not in force',
  'time-stamp-missing': 'it has no time-stamp',
  'time-stamp-wrong': 'its time-stamp does not hold',
  'document-extended': 'bytes were appended after it',
  'document-updated': 'the document was updated after it',
  'changed-after': 'more than a signature was added after it',
  'not-understood': 'not a PDF with a classic cross-reference table, as ours are',
  'no-signatures': 'the document bears no signature',
  'signature-not-listed': 'a signature lies in the file that the document does not name',
}

function linesOf(signature: Signature, n: number): string[] {
  const { fieldName, signerName, signerTitle, location, signedAt, chain, byteRange, rootSha256 } = signature
  const [first, second, end] = byteRange
  return [
    `Signature ${n + 1} "${fieldName}": ${signature.isValid ? 'VALID' : 'NOT VALID'}`,
    ...signature.problems.map((problem) => `  !! ${faults[problem]} (${problem})`),
    `  signer  ${signerName || '(unknown)'}${signerTitle && `, ${signerTitle}`}${location && `, ${location}`}`,
    `  reason  ${signature.reason || '(none)'}`,
    `  time    ${signedAt ? `${signedAt.toISOString()} by time-stamp` : 'not proven'}`,
    `  chain   ${chain.join(' < ') || '(none)'}`,
    `  root    SHA-256 ${rootSha256 || '(none)'}`,
    `  bytes   0-${first} and ${second}-${end}${signature.coversWholeDocument ? ', the whole document' : ''}`,
  ]
}

/** The verdict in sentences, and the exit code. */
export async function verifyFile(
  pdf: Uint8Array,
  roots: readonly string[],
): Promise<{ lines: string[]; code: number }> {
  const verdict = await judgeDocument(pdf, roots.length > 0 ? roots : 'its-own')
  const bad = verdict.signatures.filter((each) => !each.isValid).map((each) => `"${each.fieldName}"`)
  const outcome = verdict.isSound
    ? `All ${verdict.signatures.length} signatures hold.`
    : verdict.isIntact
      ? 'Intact, but nobody vouches for the root: compare its SHA-256, or name it with --root.'
      : `REFUSED${bad.length > 0 ? `: ${bad.join(', ')}` : ''}`
  const lines = [
    ...verdict.problems.map((problem) => `!! ${faults[problem]} (${problem})`),
    ...verdict.signatures.flatMap(linesOf),
    outcome,
  ]
  return { lines, code: verdict.isSound ? 0 : verdict.isIntact ? 3 : 1 }
}

function readArguments(given: readonly string[]): { document: string | undefined; roots: string[] } {
  const roots = given.filter((_, n) => given[n - 1] === '--root')
  const [document] = given.filter((each, n) => each !== '--root' && given[n - 1] !== '--root')
  if (roots.length > 0) return { document, roots }
  const data = resolve(rootFolder, process.env['TUYEN_DATA'] || '.data')
  const own = join(data, 'app', 'demo-authority', 'root-certificate.pem')
  return { document, roots: existsSync(own) ? [own] : [] }
}

async function main(): Promise<number> {
  const { document, roots } = readArguments(process.argv.slice(2))
  if (!document || document.startsWith('-')) {
    console.error(usage)
    return 2
  }
  // npm changes into the folder of the product; the path is meant from where it was typed
  const path = resolve(process.env['INIT_CWD'] ?? '.', document)
  const pem = roots.map((root) => readFileSync(resolve(process.env['INIT_CWD'] ?? '.', root), 'utf8'))
  const { lines, code } = await verifyFile(readFileSync(path), pem)
  for (const line of lines) console.log(line)
  return code
}

if (import.meta.main) {
  process.exitCode = await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    return 2
  })
}
