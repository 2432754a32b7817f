// CMS SignedData as CAdES wants it: content type, message digest, and which certificate signs.
// https://www.rfc-editor.org/rfc/rfc5652 · https://www.rfc-editor.org/rfc/rfc5035

import { createHash } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'

/** Object identifiers that signatures are made of. */
export const oid = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  timestampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  signatureTimestamp: '1.2.840.113549.1.9.16.2.14',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecPublicKey: '1.2.840.10045.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  sha256WithRsa: '1.2.840.113549.1.1.11',
} as const

/** SHA-256 of bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest())
}

/** A copy with an `ArrayBuffer` of its own, as the ASN.1 library wants it. */
export function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer
}

/** Reads a certificate; throws for what is none. */
export function readCertificate(der: Uint8Array): pkijs.Certificate {
  return pkijs.Certificate.fromBER(bufferOf(der))
}

/** Who signs: the certificates, signer's first, and the key's work on the attributes. */
export type CmsSigner = {
  certificates: pkijs.Certificate[]
  sign(signedAttributes: Uint8Array): Promise<Uint8Array>
}

/** What is signed: bytes that go inside, or the digest of bytes that stay outside. */
export type CmsContent = { type: string; inside: Uint8Array } | { type: string; digest: Uint8Array }

const sha256Algorithm = () => new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256 })

function signatureAlgorithm(certificate: pkijs.Certificate): pkijs.AlgorithmIdentifier {
  const isEc = certificate.subjectPublicKeyInfo.algorithm.algorithmId === oid.ecPublicKey
  if (isEc) return new pkijs.AlgorithmIdentifier({ algorithmId: oid.ecdsaWithSha256 })
  return new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256WithRsa, algorithmParams: new asn1js.Null() })
}

function signedAttributes(contentType: string, digest: Uint8Array, certificate: pkijs.Certificate) {
  const certificateHash = sha256(new Uint8Array(certificate.toSchema().toBER()))
  const essCertificateId = new asn1js.Sequence({
    value: [new asn1js.OctetString({ valueHex: bufferOf(certificateHash) })],
  })
  const signingCertificate = new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [essCertificateId] })] })
  const attributes = [
    new pkijs.Attribute({ type: oid.contentType, values: [new asn1js.ObjectIdentifier({ value: contentType })] }),
    new pkijs.Attribute({ type: oid.messageDigest, values: [new asn1js.OctetString({ valueHex: bufferOf(digest) })] }),
    new pkijs.Attribute({ type: oid.signingCertificateV2, values: [signingCertificate] }),
  ]
  // DER sorts a SET OF by its encodings, and verifiers encode it anew.
  const encoded = attributes.map((attribute) => ({ attribute, der: Buffer.from(attribute.toSchema().toBER()) }))
  const sorted = encoded.toSorted((a, b) => Buffer.compare(a.der, b.der)).map(({ attribute }) => attribute)
  return new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes: sorted })
}

function derOfAttributes(attributes: pkijs.SignedAndUnsignedAttributes): Uint8Array {
  const set = new asn1js.Set({ value: attributes.attributes.map((attribute) => attribute.toSchema()) })
  return new Uint8Array(set.toBER())
}

/** Signs the content; the certificates go along, the chain's root included when given. */
export async function signCms(content: CmsContent, signer: CmsSigner): Promise<pkijs.SignedData> {
  const [certificate] = signer.certificates
  if (!certificate) throw new Error('a signer without a certificate')
  const digest = 'inside' in content ? sha256(content.inside) : content.digest
  const signedAttrs = signedAttributes(content.type, digest, certificate)
  const signature = await signer.sign(derOfAttributes(signedAttrs))
  const encapContentInfo = new pkijs.EncapsulatedContentInfo({ eContentType: content.type })
  // Set afterwards: the constructor would cut it into pieces, which is no DER.
  if ('inside' in content) encapContentInfo.eContent = new asn1js.OctetString({ valueHex: bufferOf(content.inside) })
  const signerInfo = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
    digestAlgorithm: sha256Algorithm(),
    signedAttrs,
    signatureAlgorithm: signatureAlgorithm(certificate),
    signature: new asn1js.OctetString({ valueHex: bufferOf(signature) }),
  })
  return new pkijs.SignedData({
    version: content.type === oid.data ? 1 : 3,
    digestAlgorithms: [sha256Algorithm()],
    encapContentInfo,
    certificates: signer.certificates,
    signerInfos: [signerInfo],
  })
}

/** The DER of the ContentInfo around signed data. */
export function cmsToDer(signed: pkijs.SignedData): Uint8Array {
  const info = new pkijs.ContentInfo({ contentType: oid.signedData, content: signed.toSchema(true) })
  return new Uint8Array(info.toSchema().toBER())
}

/** Reads signed data from a ContentInfo; bytes after its end are left alone. */
export function cmsFromDer(der: Uint8Array): pkijs.SignedData {
  const parsed = asn1js.fromBER(bufferOf(der))
  const info = new pkijs.ContentInfo({ schema: parsed.result })
  return new pkijs.SignedData({ schema: info.content })
}

/** The certificate that a signer info names, of those that came along. */
export function certificateOfSigner(signed: pkijs.SignedData): pkijs.Certificate | undefined {
  const sid = signed.signerInfos[0]?.sid
  return signed.certificates?.find(
    (one): one is pkijs.Certificate =>
      one instanceof pkijs.Certificate &&
      sid instanceof pkijs.IssuerAndSerialNumber &&
      one.serialNumber.isEqual(sid.serialNumber) &&
      one.issuer.isEqual(sid.issuer),
  )
}

/** The first value of a signed attribute. */
export function signedAttribute(signed: pkijs.SignedData, type: string): asn1js.AsnType | undefined {
  return signed.signerInfos[0]?.signedAttrs?.attributes.find((attribute) => attribute.type === type)?.values[0]
}

/** The name of a person or authority in a distinguished name; empty when there is none. */
export function commonName(name: pkijs.RelativeDistinguishedNames): string {
  const part = name.typesAndValues.find(({ type }) => type === '2.5.4.3')
  return part?.value.valueBlock.value ?? ''
}

/** The serial number of a certificate in hexadecimal. */
export function serialOf(certificate: pkijs.Certificate): string {
  return Buffer.from(certificate.serialNumber.valueBlock.valueHexView).toString('hex').toUpperCase()
}
