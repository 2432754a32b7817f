import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const keyBytes = 32
const ivBytes = 12
const tagBytes = 16
const uidBytes = 15
const leastShift = 400
const shiftSpan = 3_200
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const codeLength = 8

/** From what a copy was made; only the hub's key opens it. */
const teachingSource = z.object({
  studyId: z.guid(),
  patientId: z.guid(),
  series: z.array(z.guid()).min(1),
})

/** From what a copy was made. */
export type TeachingSource = z.output<typeof teachingSource>

/**
 * The hub's key to teaching copies: the same UID, patient and date always become the same other ones, and only who holds
 * the key can tell which. It lies in a file beside the data, never in the database.
 */
export class HubKey {
  readonly #key: Buffer

  constructor(key: Buffer) {
    if (key.length !== keyBytes) throw new Error('the key of teaching copies has another length than it must have')
    this.#key = key
  }

  /** The UID that stands for another one in all copies: a UUID as PS3.5 B.2 writes it. */
  uid(uid: string): string {
    return `2.25.${BigInt(`0x${this.#mac('uid', uid).subarray(0, uidBytes).toString('hex')}`)}`
  }

  /** By how many days all dates of a patient are earlier in copies. */
  shiftDays(patientId: string): number {
    return leastShift + (this.#mac('shift', patientId).readUInt32BE(0) % shiftSpan)
  }

  /** What stands in copies for the name and the code of a patient. */
  caseCode(patientId: string): string {
    const letters = this.#mac('case', patientId).subarray(0, codeLength)
    return `CA-${Array.from(letters, (byte) => alphabet[byte % alphabet.length]).join('')}`
  }

  /** Closes from what a copy was made. */
  seal(source: TeachingSource): Buffer {
    const iv = randomBytes(ivBytes)
    const cipher = createCipheriv('aes-256-gcm', this.#mac('seal', ''), iv)
    const closed = Buffer.concat([cipher.update(JSON.stringify(source), 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), closed])
  }

  /** Opens from what a copy was made. Throws when it was closed by another key. */
  open(sealed: Uint8Array): TeachingSource {
    const bytes = Buffer.from(sealed)
    const decipher = createDecipheriv('aes-256-gcm', this.#mac('seal', ''), bytes.subarray(0, ivBytes))
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
    const text = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()])
    return teachingSource.parse(JSON.parse(text.toString('utf8')))
  }

  #mac(use: string, text: string): Buffer {
    return createHmac('sha256', this.#key).update(`${use}\0${text}`).digest()
  }
}

/** The key in a folder; made there when there is none. Of two processes that begin at once one makes it. */
export async function openHubKey(folder: string): Promise<HubKey> {
  const file = join(folder, 'key')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(file, randomBytes(keyBytes), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return new HubKey(await readFile(file))
}
