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
import { objectText, type PdfObjects, readPdfObjects, readTextString, reference, references } from './pdf-update.ts'
import { readTimestamp } from './timestamp.ts'

/** What is wrong with a signature. */
export type SignatureProblem =
  | 'unreadable'
  | 'content-altered'
  | 'signature-wrong'
  | 'certificate-mismatch'
  | 'certificate-untrusted'
  | 'time-stamp-missing'
  | 'time-stamp-wrong'
  | 'document-extended'

/** One signature as found; `signedAt` is the time-stamp's, and only given when that holds. */
export type Signature = {
  fieldName: string
  signerName: string
  reason: string
  location: string
  certificateSerial: string
  certificateIssuer: string
  signedAt: Date | undefined
  /** True for the last signature of a document to which nothing was added since. */
  coversWholeDocument: boolean
  isValid: boolean
  problems: SignatureProblem[]
}

type Found = { fieldName: string; dictionary: string; contents: Uint8Array; signedBytes: Uint8Array; end: number }

function readByteRange(pdf: PdfObjects, dictionary: string): { range: [number, number, number]; isExact: boolean } {
  const numbers = /\/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/.exec(dictionary)?.slice(1).map(Number)
  const [first = 0, second = 0, length = 0] = numbers ?? []
  // Nothing but the signature itself may lie outside what is signed.
  const gap = pdf.text.slice(first, second)
  const isExact = /^<[0-9A-Fa-f]+>$/.test(gap) && dictionary.includes(gap) && second + length <= pdf.bytes.length
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
  return { fieldName, dictionary, contents, signedBytes: Buffer.concat(parts), end: second + length }
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

async function verifyOne(pdf: PdfObjects, found: Found, roots: pkijs.Certificate[]): Promise<Signature> {
  const unreadable = { problems: ['unreadable' as const], certificate: undefined, signedAt: undefined }
  const verdict = await Promise.resolve()
    .then(() => judge(found, cmsFromDer(found.contents), roots))
    .catch(() => unreadable) // whatever cannot be read is no signature
  const { certificate, signedAt } = verdict
  return {
    fieldName: found.fieldName,
    signerName: certificate ? commonName(certificate.subject) : '',
    reason: readTextString(found.dictionary, 'Reason') ?? '',
    location: readTextString(found.dictionary, 'Location') ?? '',
    certificateSerial: certificate ? serialOf(certificate) : '',
    certificateIssuer: certificate ? commonName(certificate.issuer) : '',
    signedAt,
    coversWholeDocument: found.end === pdf.bytes.length,
    isValid: verdict.problems.length === 0,
    problems: verdict.problems,
  }
}

/** Judges every signature against the trusted roots (PEM), in the order of signing; throws `PdfNotUnderstood`. */
export async function verifyPdf(bytes: Uint8Array, trustedRoots: string[]): Promise<Signature[]> {
  const pdf = readPdfObjects(bytes)
  const form = reference(objectText(pdf, pdf.root), 'AcroForm')
  const fields = form === undefined ? [] : references(objectText(pdf, form), 'Fields')
  const found = fields.map((field) => findSignature(pdf, field)).filter((one) => one !== undefined)
  const roots = trustedRoots.map((pem) =>
    readCertificate(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')),
  )
  const signatures: Signature[] = []
  for (const one of found.toSorted((a, b) => a.end - b.end)) signatures.push(await verifyOne(pdf, one, roots))
  const last = signatures.at(-1)
  if (last && !last.coversWholeDocument) {
    last.isValid = false
    last.problems.push('document-extended')
  }
  return signatures
}
