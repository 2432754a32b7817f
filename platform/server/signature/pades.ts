// PAdES B-T: a signature inside a PDF, with a time-stamp over it (ETSI EN 319 142-1).
// Each signature is an increment at the end, so that one signs after the other without breaking it.

import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { bufferOf, cmsToDer, commonName, oid, readCertificate, serialOf, sha256, signCms } from './cms.ts'
import {
  appendObjects,
  objectText,
  type PdfObjects,
  readPdfObjects,
  readTextString,
  reference,
  references,
  textString,
  withEntry,
  withReferences,
} from './pdf-update.ts'
import type { SignatureProvider, Signer } from './signature-provider.ts'
import { readTimestamp } from './timestamp.ts'

/** Who signs what, why and where; the field name is the slot, and a slot is signed once. */
export type SigningOrder = {
  provider: SignatureProvider
  signer: Signer
  reason: string
  location: string
  fieldName: string
  now: Date
}

/** The signed PDF, and what is worth a row beside it; `signedAt` is the time-stamp's. */
export type SignedPdf = {
  pdf: Uint8Array
  format: 'PAdES-B-T'
  certificateSerial: string
  certificateIssuer: string
  signedAt: Date
  /** SHA-256 of the bytes that were signed, in hexadecimal. */
  contentSha256: string
}

/** The slot of that name is signed already. */
export class SlotSigned extends Error {}

// Room for a certificate chain and a time-stamp token of any provider known to us.
const contentsBytes = 16_384
const digits = 10
const emptyByteRange = `[0 ${'*'.repeat(digits)} ${'*'.repeat(digits)} ${'*'.repeat(digits)}]`
const emptyContents = `<${'0'.repeat(contentsBytes * 2)}>`

function pdfDate(date: Date): string {
  return `(D:${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z)`
}

function firstPage(pdf: PdfObjects, catalog: string): number {
  let page = reference(catalog, 'Pages') ?? 0
  for (let depth = 0; depth < 20; depth += 1) {
    const [kid] = references(objectText(pdf, page), 'Kids')
    if (kid === undefined) break
    page = kid
  }
  return page
}

function withPlaceholder(bytes: Uint8Array, order: SigningOrder): Uint8Array {
  const pdf = readPdfObjects(bytes)
  const catalog = objectText(pdf, pdf.root)
  const formNumber = reference(catalog, 'AcroForm')
  const form = formNumber === undefined ? '<< /SigFlags 3 /Fields [] >>' : objectText(pdf, formNumber)
  const fields = references(form, 'Fields')
  const isTaken = fields.some((field) => readTextString(objectText(pdf, field), 'T') === order.fieldName)
  if (isTaken) throw new SlotSigned(order.fieldName)

  const page = firstPage(pdf, catalog)
  const pageText = objectText(pdf, page)
  const [signature, widget, newForm] = [pdf.size, pdf.size + 1, formNumber ?? pdf.size + 2]
  const texts = `/Name ${textString(order.signer.displayName)} /Reason ${textString(order.reason)} /Location ${textString(order.location)}`
  const signatureText = `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange ${emptyByteRange} /Contents ${emptyContents} /M ${pdfDate(order.now)} ${texts} >>`
  const widgetText = `<< /Type /Annot /Subtype /Widget /FT /Sig /T ${textString(order.fieldName)} /V ${signature} 0 R /F 132 /Rect [0 0 0 0] /P ${page} 0 R >>`
  const objects = new Map([
    [signature, signatureText],
    [widget, widgetText],
    [newForm, withReferences(form, 'Fields', [...fields, widget])],
    [page, withReferences(pageText, 'Annots', [...references(pageText, 'Annots'), widget])],
  ])
  if (formNumber === undefined) objects.set(pdf.root, withEntry(catalog, `/AcroForm ${newForm} 0 R`))
  return appendObjects(pdf, objects)
}

/** Fills in what is signed; gives back the document, the place of the signature, and the digest. */
function withByteRange(pdf: Uint8Array, originalLength: number) {
  const buffer = Buffer.from(pdf)
  const contentsAt = buffer.indexOf(`/Contents ${emptyContents}`, originalLength, 'latin1') + '/Contents '.length
  const contentsEnd = contentsAt + emptyContents.length
  const numbers = [contentsAt, contentsEnd, buffer.length - contentsEnd].map((number) => String(number).padEnd(digits))
  buffer.write(`[0 ${numbers.join(' ')}]`, buffer.indexOf(emptyByteRange, originalLength, 'latin1'), 'latin1')
  const content = Buffer.concat([buffer.subarray(0, contentsAt), buffer.subarray(contentsEnd)])
  return { buffer, contentsAt, digest: sha256(content) }
}

async function timestampAttribute(provider: SignatureProvider, signature: asn1js.OctetString) {
  const token = await provider.timestamp(sha256(new Uint8Array(signature.getValue())))
  const attribute = new pkijs.Attribute({
    type: oid.signatureTimestamp,
    values: [asn1js.fromBER(bufferOf(token)).result],
  })
  return { attribute, at: readTimestamp(token).at }
}

/** Signs a PDF of ours in the name of a person; throws `SlotSigned`, `SignatureRefused` or `PdfNotUnderstood`. */
export async function signPdf(pdf: Uint8Array, order: SigningOrder): Promise<SignedPdf> {
  const { provider, signer } = order
  const { buffer, contentsAt, digest } = withByteRange(withPlaceholder(pdf, order), pdf.length)
  const certificates = (await provider.certificatesOf(signer)).map(readCertificate)
  const [certificate] = certificates
  if (!certificate) throw new Error('a provider without a certificate')
  const sign = (signedAttributes: Uint8Array) =>
    provider.sign({ signer, signedAttributes, sha256: sha256(signedAttributes) })
  const signed = await signCms({ type: oid.data, digest }, { certificates, sign })
  const [signerInfo] = signed.signerInfos
  if (!signerInfo) throw new Error('a signature without a signer')
  const { attribute, at } = await timestampAttribute(provider, signerInfo.signature)
  signerInfo.unsignedAttrs = new pkijs.SignedAndUnsignedAttributes({ type: 1, attributes: [attribute] })
  const cms = Buffer.from(cmsToDer(signed))
  if (cms.length > contentsBytes) throw new Error('the signature is larger than its place')
  buffer.write(cms.toString('hex').toUpperCase(), contentsAt + 1, 'latin1')
  return {
    pdf: buffer,
    format: 'PAdES-B-T',
    certificateSerial: serialOf(certificate),
    certificateIssuer: commonName(certificate.issuer),
    signedAt: at,
    contentSha256: Buffer.from(digest).toString('hex'),
  }
}
