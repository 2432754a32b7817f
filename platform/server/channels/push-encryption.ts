import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Encrypted, ToEncrypt } from './push-encryption-thread.ts'

type Waiting = { resolve: (encrypted: Encrypted) => void; reject: (error: Error) => void }

/**
 * Encrypts pushes in a thread of its own: a curve's key for each message costs more than all the rest of sending it, and
 * a thousand that fall due at once must not hold up what else the process does.
 */
export class PushEncryption {
  #thread: Worker | null = null
  readonly #waiting = new Map<number, Waiting>()
  #toSend: ToEncrypt[] = []
  #next = 0

  /** Encrypts one message for one browser; rejects when the keys of the subscription are no keys. */
  async encrypt(message: Omit<ToEncrypt, 'at'>): Promise<Encrypted> {
    const at = this.#next++
    return await new Promise((resolve, reject) => {
      this.#waiting.set(at, { resolve, reject })
      // those of one turn travel together
      if (this.#toSend.length === 0) queueMicrotask(() => this.#hand())
      this.#toSend.push({ ...message, at })
    })
  }

  async close(): Promise<void> {
    await this.#thread?.terminate()
  }

  #hand(): void {
    const batch = this.#toSend
    this.#toSend = []
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#open().postMessage(batch)
  }

  #open(): Worker {
    if (this.#thread) return this.#thread
    const thread = new Worker(new URL('./push-encryption-thread.ts', import.meta.url))
    thread.unref()
    thread.on('message', (encrypted: Encrypted) => {
      const waiting = this.#waiting.get(encrypted.at)
      this.#waiting.delete(encrypted.at)
      if (encrypted.body) waiting?.resolve(encrypted)
      else waiting?.reject(new Error('the keys of the subscription cannot be used'))
    })
    thread.on('error', () => undefined)
    void once(thread, 'exit').then(() => this.#lost(thread))
    this.#thread = thread
    return thread
  }

  /** What was in the thread is not lost: its sender is told, and tries again in a new one. */
  #lost(thread: Worker): void {
    if (this.#thread !== thread) return
    this.#thread = null
    for (const { reject } of this.#waiting.values()) reject(new Error('the encrypting thread ended'))
    this.#waiting.clear()
  }
}
