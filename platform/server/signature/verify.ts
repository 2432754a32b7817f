// Our own judgement of the signatures in a PDF, independent of the code that made them as far as the libraries allow.

import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import {
  certificateOfSigner,
  cmsFromDer,
  commonName,
  oid,
  readCertificate,
  serialOf,
  sha256,
  signedAttribute,
} from './cms.ts'
import { timestampingUse } from './demo-certificate.ts'
import {
  objectText,
  PdfNotUnderstood,
  type PdfObjects,
  readPdfObjects,
  readTextString,
  reference,
  references,
} from './pdf-update.ts'
import { isOnlySigning } from './signing-step.ts'
import { readTimestamp } from './timestamp.ts'

/** What is wrong with a signature. */
export type SignatureProblem =
  | 'unreadable'
  | 'byte-range-wrong'
  | 'content-altered'
  | 'signature-wrong'
  | 'certificate-mismatch'
  | 'certificate-untrusted'
  | 'time-stamp-missing'
  | 'time-stamp-wrong'
  | 'document-extended'
  | 'document-updated'
  | 'changed-after'

/** One signature as found; `signedAt` is the time-stamp's, and only given when that holds. */
export type Signature = {
  /** The slot that is signed. */
  fieldName: string
  signerName: string
  /** The title in the certificate, such as that of the chair. */
  signerTitle: string
  reason: string
  location: string
  certificateSerial: string
  certificateIssuer: string
  /** Names from the signer's certificate up to its root, as far as they came along. */
  chain: string[]
  /** SHA-256 of the root at the end of that chain, in hexadecimal; empty when there is none. */
  rootSha256: string
  /** The bytes that are signed: up to the first number, and from the second up to the third. */
  byteRange: [number, number, number]
  signedAt: Date | undefined
  /** True for the last signature of a document to which nothing was added since. */
  coversWholeDocument: boolean
  isValid: boolean
  problems: SignatureProblem[]
}

type Found = {
  fieldName: string
  dictionary: string
  contents: Uint8Array
  signedBytes: Uint8Array
  byteRange: [number, number, number]
  isExact: boolean
}

/** The certificates that are believed: these roots, or, for a document alone, those that it brings along itself. */
export type TrustedRoots = readonly string[] | 'its-own'

function readByteRange(pdf: PdfObjects, dictionary: string): { range: [number, number, number]; isExact: boolean } {
  const numbers = /\/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/.exec(dictionary)?.slice(1).map(Number)
  const [first = 0, second = 0, length = 0] = numbers ?? []
  // Nothing but the signature itself may lie outside what is signed.
  const gap = pdf.text.slice(first, second)
  const end = second + length
  const isExact =
    /^<[0-9A-Fa-f]+>$/.test(gap) &&
    dictionary.includes(gap) &&
    end <= pdf.bytes.length &&
    /%%EOF\s*$/.test(pdf.text.slice(Math.max(0, end - 8), end))
  return { range: [first, second, length], isExact }
}

function findSignature(pdf: PdfObjects, field: number): Found | undefined {
  const widget = objectText(pdf, field)
  const value = reference(widget, 'V')
  if (!/\/FT\s*\/Sig\b/.test(widget) || value === undefined) return undefined
  const dictionary = objectText(pdf, value)
  const { range, isExact } = readByteRange(pdf, dictionary)
  const [first, second, length] = range
  const contents = isExact ? Buffer.from(pdf.text.slice(first + 1, second - 1), 'hex') : Buffer.alloc(0)
  const parts = [pdf.bytes.subarray(0, first), pdf.bytes.subarray(second, second + length)]
  const fieldName = readTextString(widget, 'T') ?? ''
  const byteRange: Found['byteRange'] = [first, second, second + length]
  return { fieldName, dictionary, contents, signedBytes: Buffer.concat(parts), byteRange, isExact }
}

async function isSignedWith(signed: pkijs.SignedData, certificate: pkijs.Certificate): Promise<boolean> {
  const [info] = signed.signerInfos
  if (!info?.signedAttrs) return false
  const { signature, signatureAlgorithm, signedAttrs } = info
  const engine = pkijs.getCrypto(true)
  return await engine.verifyWithPublicKey(
    signedAttrs.encodedValue,
    signature,
    certificate.subjectPublicKeyInfo,
    signatureAlgorithm,
    'SHA-256',
  )
}

/** Whether the signed attribute names this very certificate: it stops another of the same key or number. */
function namesCertificate(signed: pkijs.SignedData, certificate: pkijs.Certificate): boolean {
  const attribute = signedAttribute(signed, oid.signingCertificateV2)
  const certificates = attribute instanceof asn1js.Sequence ? attribute.valueBlock.value[0] : undefined
  const first = certificates instanceof asn1js.Sequence ? certificates.valueBlock.value[0] : undefined
  const hash =
    first instanceof asn1js.Sequence
      ? first.valueBlock.value.find((part) => part instanceof asn1js.OctetString)
      : undefined
  if (!hash) return false
  const expected = sha256(new Uint8Array(certificate.toSchema().toBER()))
  return Buffer.from(hash.getValue()).equals(expected)
}

function digestMatches(signed: pkijs.SignedData, content: Uint8Array): boolean {
  const attribute = signedAttribute(signed, oid.messageDigest)
  return attribute instanceof asn1js.OctetString && Buffer.from(attribute.getValue()).equals(sha256(content))
}

async function isTrusted(certificate: pkijs.Certificate, signed: pkijs.SignedData, trust: Trust): Promise<boolean> {
  const others = (signed.certificates ?? []).filter((other) => other instanceof pkijs.Certificate)
  const certs = [...others.filter((other) => other !== certificate), certificate] // the engine judges the last
  const engine = new pkijs.CertificateChainValidationEngine({ trustedCerts: trust.roots, certs, checkDate: trust.at })
  return (await engine.verify()).result
}

type Trust = { roots: pkijs.Certificate[]; at: Date }

function isForTimestamps(certificate: pkijs.Certificate): boolean {
  const extension = certificate.extensions?.find(({ extnID }) => extnID === '2.5.29.37')
  const usage: unknown = extension?.parsedValue
  return (
    extension?.critical === true && usage instanceof pkijs.ExtKeyUsage && usage.keyPurposes.join() === timestampingUse
  )
}

/** When the signature was there, as the token over it says; undefined when the token does not hold. */
async function stampedAt(
  token: Uint8Array,
  signature: Uint8Array,
  roots: pkijs.Certificate[],
): Promise<Date | undefined> {
  const { at, imprint, signed } = readTimestamp(token)
  const certificate = certificateOfSigner(signed)
  const content = signed.encapContentInfo.eContent
  if (!certificate || !content) return undefined
  const holds =
    Buffer.from(imprint).equals(sha256(signature)) &&
    digestMatches(signed, new Uint8Array(content.getValue())) &&
    namesCertificate(signed, certificate) &&
    isForTimestamps(certificate) &&
    (await isSignedWith(signed, certificate)) &&
    (await isTrusted(certificate, signed, { roots, at }))
  return holds ? at : undefined
}

function timestampOf(info: pkijs.SignerInfo | undefined): Uint8Array | undefined {
  const attribute = info?.unsignedAttrs?.attributes.find(({ type }) => type === oid.signatureTimestamp)
  const value: asn1js.AsnType | undefined = attribute?.values[0]
  return value && new Uint8Array(value.toBER())
}

async function judge(found: Found, signed: pkijs.SignedData, roots: pkijs.Certificate[]) {
  const problems: SignatureProblem[] = []
  const certificate = certificateOfSigner(signed)
  const [info] = signed.signerInfos
  if (!certificate || !info) return { problems: ['unreadable' as const], certificate: undefined, signedAt: undefined }
  if (!digestMatches(signed, found.signedBytes)) problems.push('content-altered')
  if (!(await isSignedWith(signed, certificate))) problems.push('signature-wrong')
  if (!namesCertificate(signed, certificate)) problems.push('certificate-mismatch')
  const token = timestampOf(info)
  const signature = new Uint8Array(info.signature.getValue())
  const signedAt = token && (await stampedAt(token, signature, roots).catch(() => undefined)) // an unreadable token is a wrong one
  if (!token) problems.push('time-stamp-missing')
  else if (!signedAt) problems.push('time-stamp-wrong')
  const at = signedAt ?? new Date(0)
  if (!(await isTrusted(certificate, signed, { roots, at }))) problems.push('certificate-untrusted')
  return { problems, certificate, signedAt }
}

function chainOf(
  certificate: pkijs.Certificate | undefined,
  signed: pkijs.SignedData | undefined,
): pkijs.Certificate[] {
  const others = (signed?.certificates ?? []).filter((each) => each instanceof pkijs.Certificate)
  const chain = certificate ? [certificate] : []
  for (let last = chain.at(-1); last && !last.issuer.isEqual(last.subject) && chain.length < 9; last = chain.at(-1)) {
    const { issuer } = last
    const next = others.find((each) => each.subject.isEqual(issuer))
    if (!next) break
    chain.push(next)
  }
  return chain
}

function rootsFor(signed: pkijs.SignedData, trusted: pkijs.Certificate[] | 'its-own'): pkijs.Certificate[] {
  if (trusted !== 'its-own') return trusted
  const brought = (signed.certificates ?? []).filter((each) => each instanceof pkijs.Certificate)
  return brought.filter((each) => each.issuer.isEqual(each.subject))
}

function sha256Of(certificate: pkijs.Certificate | undefined): string {
  return certificate ? Buffer.from(sha256(new Uint8Array(certificate.toSchema().toBER()))).toString('hex') : ''
}

type Verdict = Awaited<ReturnType<typeof judge>>

async function verdictOn(found: Found, trusted: pkijs.Certificate[] | 'its-own') {
  const none: Verdict = { problems: ['unreadable'], certificate: undefined, signedAt: undefined }
  if (!found.isExact) return { ...none, problems: ['byte-range-wrong' as const], signed: undefined }
  try {
    const signed = cmsFromDer(found.contents)
    return { ...(await judge(found, signed, rootsFor(signed, trusted))), signed }
  } catch {
    return { ...none, signed: undefined } // whatever cannot be read is no signature
  }
}

async function verifyOne(pdf: PdfObjects, found: Found, trusted: pkijs.Certificate[] | 'its-own'): Promise<Signature> {
  const { certificate, signedAt, problems, signed } = await verdictOn(found, trusted)
  const chain = chainOf(certificate, signed)
  const title = certificate?.subject.typesAndValues.find(({ type }) => type === '2.5.4.12')
  return {
    fieldName: found.fieldName,
    signerName: certificate ? commonName(certificate.subject) : '',
    signerTitle: title?.value.valueBlock.value ?? '',
    reason: readTextString(found.dictionary, 'Reason') ?? '',
    location: readTextString(found.dictionary, 'Location') ?? '',
    certificateSerial: certificate ? serialOf(certificate) : '',
    certificateIssuer: certificate ? commonName(certificate.issuer) : '',
    chain: chain.map((each) => commonName(each.subject)),
    rootSha256: sha256Of(chain.at(-1)),
    byteRange: found.byteRange,
    signedAt,
    coversWholeDocument: found.byteRange[2] === pdf.bytes.length,
    isValid: problems.length === 0,
    problems: [...problems],
  }
}

/** What follows a signature may only be another signature; after the last there is nothing. */
function judgeWhatFollows(pdf: PdfObjects, signatures: Signature[]): void {
  for (const [n, one] of signatures.entries()) {
    const end = one.byteRange[2]
    const next = signatures[n + 1]
    if (one.problems.includes('byte-range-wrong')) continue
    if (next && !isOnlySigning(pdf.bytes, end, next.byteRange[2])) one.problems.push('changed-after')
    if (!next && !one.coversWholeDocument) {
      one.problems.push(pdf.text.includes('startxref', end) ? 'document-updated' : 'document-extended')
    }
    one.isValid = one.problems.length === 0
  }
}

const mostSignatures = 40

/** Judges every signature against the trusted roots (PEM), in the order of signing; throws `PdfNotUnderstood`. */
export async function verifyPdf(bytes: Uint8Array, trustedRoots: TrustedRoots): Promise<Signature[]> {
  const pdf = readPdfObjects(bytes)
  const form = reference(objectText(pdf, pdf.root), 'AcroForm')
  const fields = form === undefined ? [] : references(objectText(pdf, form), 'Fields')
  if (fields.length > mostSignatures) throw new PdfNotUnderstood('more fields than a document of ours has')
  const found = fields.map((field) => findSignature(pdf, field)).filter((one) => one !== undefined)
  const trusted =
    trustedRoots === 'its-own'
      ? trustedRoots
      : trustedRoots.map((pem) => readCertificate(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')))
  const signatures: Signature[] = []
  for (const one of found.toSorted((a, b) => a.byteRange[2] - b.byteRange[2])) {
    signatures.push(await verifyOne(pdf, one, trusted))
  }
  judgeWhatFollows(pdf, signatures)
  return signatures
}
