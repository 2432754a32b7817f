import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto'

/** A browser's half of web push, as RFC 8291 describes it: its keys, and how it opens what comes. */
export type PushReceiver = { p256dh: string; auth: string; open: (body: Buffer) => string }

const saltBytes = 16
const headerBytes = 21
const tagBytes = 16

/** Makes a subscription whose messages only this receiver can read. */
export function createPushReceiver(): PushReceiver {
  const keys = createECDH('prime256v1')
  keys.generateKeys()
  const auth = randomBytes(16)
  return {
    p256dh: keys.getPublicKey('base64url'),
    auth: auth.toString('base64url'),
    open: (body) => decrypt(keys, auth, body),
  }
}

/** Opens one aes128gcm record (RFC 8188) with the keys that RFC 8291 derives; throws when a byte was changed. */
function decrypt(keys: ECDH, auth: Buffer, body: Buffer): string {
  const salt = body.subarray(0, saltBytes)
  const keyLength = body.readUInt8(saltBytes + 4)
  const senderKey = body.subarray(headerBytes, headerBytes + keyLength)
  const sealed = body.subarray(headerBytes + keyLength)
  const shared = keys.computeSecret(senderKey)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), senderKey])
  const ikm = Buffer.from(hkdfSync('sha256', shared, auth, info, 32))
  const key = Buffer.from(hkdfSync('sha256', ikm, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16))
  const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, Buffer.from('Content-Encoding: nonce\0'), 12))
  const opener = createDecipheriv('aes-128-gcm', key, nonce)
  opener.setAuthTag(sealed.subarray(-tagBytes))
  const text = Buffer.concat([opener.update(sealed.subarray(0, -tagBytes)), opener.final()])
  // the last record ends with the byte 2 and padding
  return text.subarray(0, text.lastIndexOf(2)).toString('utf8')
}
