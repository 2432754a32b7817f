// Runs in a thread of its own; push-encryption.ts speaks with it.

import { parentPort } from 'node:worker_threads'
import webPush from 'web-push'

/** A message for the thread: `at` is the number under which the answer comes. */
export type ToEncrypt = { at: number; p256dh: string; auth: string; text: string }

/** The body of the request (RFC 8188, aes128gcm); null when the keys cannot be used. */
export type Encrypted = { at: number; body: Uint8Array | null }

const encrypted = ({ at, p256dh, auth, text }: ToEncrypt): Encrypted => {
  try {
    return { at, body: webPush.encrypt(p256dh, auth, text, 'aes128gcm').cipherText }
  } catch {
    return { at, body: null }
  }
}

parentPort?.on('message', (batch: readonly ToEncrypt[]) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  for (const each of batch) parentPort?.postMessage(encrypted(each))
})
