import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type DocumentVerdict, judgeDocument } from '../platform/server/signature/document-verdict.ts'
import { readSeal } from '../platform/server/signature/seal.ts'
import type { Signature } from '../platform/server/signature/verify.ts'
import { rootFolder } from './apps.ts'

const usage = `Usage: npm run verify -- DOCUMENT.pdf [--root ROOT.pem]... [--seal-key PUBLIC.pem]...

Judges the signatures of a PDF without network, database or account.
--root names a root certificate that you believe; without one the demonstration root of this folder is taken when it is
there, else only what the document says of itself is checked. --seal-key names the public key of a system whose seal you
believe, for documents that are sealed and not signed.
Ends with 0: every signature, or the seal, holds; 1: something is wrong; 2: not judged; 3: intact, but nobody vouches for its root.`

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

type Said = { lines: string[]; code: number }

/** A document that a system sealed and nobody signed; undefined when it bears a signature or no seal. */
function verifySeal(pdf: Uint8Array, sealKeys: readonly string[]): Said | undefined {
  const seal = readSeal(pdf, sealKeys)
  if (!seal) return undefined
  const known = seal.isTrusted ? 'a key that you believe' : 'a key that nobody vouches for'
  const lines = [
    'SEALED BY THE SYSTEM, NOT DIGITALLY SIGNED: nobody signed this document with a certificate.',
    `Seal: ${seal.holds ? 'HOLDS' : 'BROKEN: the file was altered or extended after it was sealed'}`,
    `  key     SHA-256 ${seal.fingerprint || '(unreadable)'}, ${known}`,
  ]
  if (!seal.holds) return { lines: [...lines, 'REFUSED: seal'], code: 1 }
  return { lines, code: seal.isTrusted ? 0 : 3 }
}

/** The verdict in sentences, and the exit code. */
export async function verifyFile(
  pdf: Uint8Array,
  roots: readonly string[],
  sealKeys: readonly string[] = [],
): Promise<Said> {
  const sealed = Buffer.from(pdf).includes('/ByteRange') ? undefined : verifySeal(pdf, sealKeys)
  if (sealed) return sealed
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

function valuesOf(given: readonly string[], flag: string): string[] {
  return given.filter((_, n) => given[n - 1] === flag)
}

function readArguments(given: readonly string[]) {
  const flags = ['--root', '--seal-key']
  const [document] = given.filter((each, n) => !flags.includes(each) && !flags.includes(given[n - 1] ?? ''))
  const data = resolve(rootFolder, process.env['TUYEN_DATA'] || '.data')
  const own = (...path: string[]) => [join(data, 'app', ...path)].filter((each) => existsSync(each))
  const [roots, sealKeys] = flags.map((flag) => valuesOf(given, flag))
  return {
    document,
    roots: roots?.length ? roots : own('demo-authority', 'root-certificate.pem'),
    sealKeys: sealKeys?.length ? sealKeys : own('seal', 'seal-public-key.pem'),
  }
}

async function main(): Promise<number> {
  const { document, roots, sealKeys } = readArguments(process.argv.slice(2))
  if (!document || document.startsWith('-')) {
    console.error(usage)
    return 2
  }
  // npm changes into the folder of the product; the path is meant from where it was typed
  const here = process.env['INIT_CWD'] ?? '.'
  const read = (path: string) => readFileSync(resolve(here, path), 'utf8')
  const { lines, code } = await verifyFile(
    readFileSync(resolve(here, document)),
    roots.map((root) => read(root)),
    sealKeys.map((key) => read(key)),
  )
  for (const line of lines) console.log(line)
  return code
}

if (import.meta.main) {
  process.exitCode = await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    return 2
  })
}
