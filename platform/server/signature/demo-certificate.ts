// The certificates of the demo authority: https://www.rfc-editor.org/rfc/rfc5280

import { webcrypto } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { bufferOf } from './cms.ts'
import { randomSerial } from './timestamp.ts'

/** Whom a certificate names. */
export type Subject = { commonName: string; title?: string; organization?: string; serialNumber?: string }

/** What is needed to make one; without an issuer it signs itself. */
export type CertificateOrder = {
  subject: Subject
  use: 'root' | 'signer' | 'time-stamp'
  keys: webcrypto.CryptoKeyPair
  issuer: { key: webcrypto.CryptoKey; certificate: pkijs.Certificate } | undefined
  now: Date
}

/** Extended key usage of a time-stamp authority; RFC 3161 wants it alone and critical. */
export const timestampingUse = '1.3.6.1.5.5.7.3.8'

const day = 24 * 60 * 60 * 1_000
// Back-dated, so that demonstration data may hold signatures of last year.
const validDays = { before: 730, after: 3_650 } as const

// Bits of RFC 5280, 4.2.1.3: digitalSignature 0, nonRepudiation 1, keyCertSign 5, cRLSign 6.
const keyUsageBits = { root: 0b0000_0110, signer: 0b1100_0000, 'time-stamp': 0b1000_0000 } as const

function extension(extnID: string, isCritical: boolean, value: { toBER(): ArrayBuffer }): pkijs.Extension {
  return new pkijs.Extension({ extnID, critical: isCritical, extnValue: value.toBER() })
}

function name(subject: Subject): pkijs.RelativeDistinguishedNames {
  const parts: [string, asn1js.BaseStringBlock | undefined][] = [
    ['2.5.4.6', new asn1js.PrintableString({ value: 'VN' })],
    [
      '2.5.4.10',
      subject.organization === undefined ? undefined : new asn1js.Utf8String({ value: subject.organization }),
    ],
    ['2.5.4.12', subject.title === undefined ? undefined : new asn1js.Utf8String({ value: subject.title })],
    ['2.5.4.3', new asn1js.Utf8String({ value: subject.commonName })],
    [
      '2.5.4.5',
      subject.serialNumber === undefined ? undefined : new asn1js.PrintableString({ value: subject.serialNumber }),
    ],
  ]
  const sets = parts.flatMap(([type, value]) => {
    const pair = value && new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: type }), value] })
    return pair ? [new asn1js.Set({ value: [pair] })] : []
  })
  // Read back from its encoding: built part by part, the library would put all into one set.
  const encoded = asn1js.fromBER(new asn1js.Sequence({ value: sets }).toBER())
  return new pkijs.RelativeDistinguishedNames({ schema: encoded.result })
}

async function keyId(certificate: pkijs.Certificate): Promise<ArrayBuffer> {
  const key = certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView
  return await webcrypto.subtle.digest('SHA-1', bufferOf(key)) // an identifier, not a protection
}

async function extensionsFor(order: CertificateOrder, certificate: pkijs.Certificate): Promise<pkijs.Extension[]> {
  const issuerKeyId = await keyId(order.issuer?.certificate ?? certificate)
  const usage = new asn1js.BitString({
    valueHex: bufferOf(Uint8Array.of(keyUsageBits[order.use])),
    unusedBits: order.use === 'root' ? 1 : order.use === 'signer' ? 6 : 7,
  })
  const own = new asn1js.OctetString({ valueHex: await keyId(certificate) })
  const authority = new pkijs.AuthorityKeyIdentifier({
    keyIdentifier: new asn1js.OctetString({ valueHex: issuerKeyId }),
  })
  return [
    extension('2.5.29.19', true, new pkijs.BasicConstraints({ cA: order.use === 'root' }).toSchema()),
    extension('2.5.29.15', true, usage),
    ...(order.use === 'time-stamp'
      ? [extension('2.5.29.37', true, new pkijs.ExtKeyUsage({ keyPurposes: [timestampingUse] }).toSchema())]
      : []),
    extension('2.5.29.14', false, own),
    extension('2.5.29.35', false, authority.toSchema()),
  ]
}

type PkiKey = Parameters<pkijs.Certificate['sign']>[0]

// The same object: only the library's list of usages is shorter than Node's.
const pkiKey = (key: webcrypto.CryptoKey) => key as PkiKey

/** Makes and signs a certificate for the public key of the order. */
export async function makeCertificate(order: CertificateOrder): Promise<pkijs.Certificate> {
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber = randomSerial()
  certificate.subject = name(order.subject)
  certificate.issuer = order.issuer?.certificate.subject ?? certificate.subject
  certificate.notBefore.value = new Date(order.now.getTime() - validDays.before * day)
  certificate.notAfter.value = new Date(order.now.getTime() + validDays.after * day)
  await certificate.subjectPublicKeyInfo.importKey(pkiKey(order.keys.publicKey))
  certificate.extensions = await extensionsFor(order, certificate)
  await certificate.sign(pkiKey(order.issuer?.key ?? order.keys.privateKey), 'SHA-256')
  return certificate
}
