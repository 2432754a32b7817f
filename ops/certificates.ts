import { randomBytes, webcrypto } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'

/** A certificate and its private key, both as PEM. */
export interface IssuedCertificate {
  certificatePem: string
  keyPem: string
}

const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' }
const dayMs = 24 * 3600 * 1000
const oid = {
  commonName: '2.5.4.3',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  subjectAlternativeName: '2.5.29.17',
  nameConstraints: '2.5.29.30',
  serverAuthentication: '1.3.6.1.5.5.7.3.1',
}
const generalName = { dns: 2, ip: 7 } as const
// Phones will trust this authority: it must be of no use for anything on the public network.
const privateNetworks = [
  [127, 0, 0, 0, 255, 0, 0, 0],
  [10, 0, 0, 0, 255, 0, 0, 0],
  [172, 16, 0, 0, 255, 240, 0, 0],
  [192, 168, 0, 0, 255, 255, 0, 0],
  [169, 254, 0, 0, 255, 255, 0, 0],
  [100, 64, 0, 0, 255, 192, 0, 0],
]

/** Makes an authority, for ten years, that can vouch for private addresses and this one only. */
export async function issueAuthority(address: string): Promise<IssuedCertificate> {
  const keys = await newKeys()
  const certificate = await draft({ subject: `Tuyen local ${address}`, days: 3650, keys })
  certificate.issuer = certificate.subject
  const permitted = [...privateNetworks, [...ipBytes(address), 255, 255, 255, 255]].map(
    (bytes) =>
      new pkijs.GeneralSubtree({ base: new pkijs.GeneralName({ type: generalName.ip, value: octets(bytes) }) }),
  )
  permitted.push(
    new pkijs.GeneralSubtree({ base: new pkijs.GeneralName({ type: generalName.dns, value: 'localhost' }) }),
  )
  certificate.extensions = [
    extension(oid.basicConstraints, new pkijs.BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
    extension(oid.keyUsage, keyUsage(0x06), true),
    extension(oid.nameConstraints, new pkijs.NameConstraints({ permittedSubtrees: permitted }), true),
  ]
  await certificate.sign(pkiKey(keys.privateKey), 'SHA-256')
  return toPem(certificate, keys)
}

/** Makes a certificate for HTTPS at this address, vouched for by the authority, for thirteen months. */
export async function issueServerCertificate(
  authority: IssuedCertificate,
  address: string,
): Promise<IssuedCertificate> {
  const keys = await newKeys()
  const issuer = pkijs.Certificate.fromBER(fromPem(authority.certificatePem))
  const certificate = await draft({ subject: address, days: 396, keys })
  certificate.issuer = issuer.subject
  const names = [ipBytes(address), [127, 0, 0, 1]].map(
    (bytes) => new pkijs.GeneralName({ type: generalName.ip, value: octets(bytes) }),
  )
  names.push(new pkijs.GeneralName({ type: generalName.dns, value: 'localhost' }))
  certificate.extensions = [
    extension(oid.basicConstraints, new pkijs.BasicConstraints({ cA: false }), true),
    extension(oid.keyUsage, keyUsage(0x80), true),
    extension(oid.extendedKeyUsage, new pkijs.ExtKeyUsage({ keyPurposes: [oid.serverAuthentication] })),
    extension(oid.subjectAlternativeName, new pkijs.GeneralNames({ names })),
  ]
  const authorityKey = await webcrypto.subtle.importKey('pkcs8', fromPem(authority.keyPem), keyAlgorithm, false, [
    'sign',
  ])
  await certificate.sign(pkiKey(authorityKey), 'SHA-256')
  return toPem(certificate, keys)
}

type PkiKey = Parameters<pkijs.Certificate['sign']>[0]

// Node's key and the key that pkijs names are the same object; only the lists of usages in their types differ
const pkiKey = (key: webcrypto.CryptoKey) => key as PkiKey

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify'])
}

interface Draft {
  subject: string
  days: number
  keys: webcrypto.CryptoKeyPair
}

async function draft({ subject, days, keys }: Draft): Promise<pkijs.Certificate> {
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber = new asn1js.Integer({ valueHex: octets([1, ...randomBytes(15)]).valueBlock.valueHexView })
  const value = new asn1js.Utf8String({ value: subject })
  certificate.subject.typesAndValues.push(new pkijs.AttributeTypeAndValue({ type: oid.commonName, value }))
  certificate.notBefore.value = new Date(Date.now() - dayMs)
  certificate.notAfter.value = new Date(Date.now() + days * dayMs)
  await certificate.subjectPublicKeyInfo.importKey(pkiKey(keys.publicKey))
  return certificate
}

function extension(extnID: string, value: { toSchema(): asn1js.BaseBlock }, critical = false): pkijs.Extension {
  return new pkijs.Extension({ extnID, critical, extnValue: value.toSchema().toBER(false) })
}

function keyUsage(bits: number) {
  const value = new asn1js.BitString({ valueHex: new Uint8Array([bits]) })
  return { toSchema: () => value }
}

function octets(bytes: number[]): asn1js.OctetString {
  return new asn1js.OctetString({ valueHex: new Uint8Array(bytes) })
}

function ipBytes(address: string): number[] {
  return address.split('.').map(Number)
}

async function toPem(certificate: pkijs.Certificate, keys: webcrypto.CryptoKeyPair): Promise<IssuedCertificate> {
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)
  return { certificatePem: pem('CERTIFICATE', certificate.toSchema().toBER(false)), keyPem: pem('PRIVATE KEY', key) }
}

function pem(label: string, bytes: ArrayBuffer): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

function fromPem(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text.replace(/-----[^-]+-----|\s/g, ''), 'base64'))
}
