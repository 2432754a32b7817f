// Time-stamp tokens: https://www.rfc-editor.org/rfc/rfc3161

import { randomBytes } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { bufferOf, type CmsSigner, cmsFromDer, cmsToDer, oid, signCms } from './cms.ts'

// Best-practices time-stamp policy of ETSI EN 319 421.
const policy = '0.4.0.2023.1.1'

/** A positive random number of 16 bytes, in the shortest form. */
export function randomSerial(): asn1js.Integer {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return new asn1js.Integer({ valueHex: bufferOf(bytes) })
}

/** Makes a token that says: these 32 bytes were there at this second. */
export async function makeTimestamp(imprint: Uint8Array, at: Date, authority: CmsSigner): Promise<Uint8Array> {
  const info = new pkijs.TSTInfo({
    version: 1,
    policy,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256 }),
      hashedMessage: new asn1js.OctetString({ valueHex: bufferOf(imprint) }),
    }),
    serialNumber: randomSerial(),
    genTime: new Date(Math.floor(at.getTime() / 1_000) * 1_000),
    accuracy: new pkijs.Accuracy({ seconds: 1 }),
  })
  const inside = new Uint8Array(info.toSchema().toBER())
  return cmsToDer(await signCms({ type: oid.timestampInfo, inside }, authority))
}

/** What a token says, and the signed data that says it. */
export type ReadTimestamp = { at: Date; imprint: Uint8Array; signed: pkijs.SignedData }

/** Reads a token without judging it; throws for what is none. */
export function readTimestamp(der: Uint8Array): ReadTimestamp {
  const signed = cmsFromDer(der)
  const content = signed.encapContentInfo.eContent
  if (!content) throw new Error('a time-stamp token without content')
  const info = pkijs.TSTInfo.fromBER(content.getValue())
  return { at: info.genTime, imprint: new Uint8Array(info.messageImprint.hashedMessage.getValue()), signed }
}
