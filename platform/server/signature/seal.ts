// The seal of the system: it shows that a file is as the system closed it. It is no signature of a person.

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** How a sealed slot is named in the record, beside the formats of signatures. */
export const sealFormat = 'seal-ed25519'

const opening = '%TUYEN-SEAL ed25519 '

/** Seals files with a key of this installation. */
export type Seal = {
  /** SHA-256 of the public key, in hexadecimal: by it a reader knows the key. */
  fingerprint: string
  publicKeyPem: string
  /** The file with one line at its end, which readers of PDF take for a remark. */
  seal(pdf: Uint8Array): Uint8Array
}

/** What a seal says; `holds` is false when anything before or after it was changed. */
export type FoundSeal = { holds: boolean; fingerprint: string; isTrusted: boolean }

const derOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' })
const fingerprintOf = (key: KeyObject): string => createHash('sha256').update(derOf(key)).digest('hex')

/** Opens the key in a folder, making it there the first time; of two processes that open it at once one wins. */
export async function openSeal(folder: string): Promise<Seal> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'seal-key.pem')
  const draft = `${path}.${process.pid}.${Date.now()}`
  const made = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })
  await writeFile(draft, made, { mode: 0o600 })
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft)
  const key = createPrivateKey(await readFile(path, 'utf8'))
  const publicKey = createPublicKey(key)
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  await writeFile(join(folder, 'seal-public-key.pem'), publicKeyPem, { mode: 0o644 })
  const mark = derOf(publicKey).toString('base64url')
  return {
    fingerprint: fingerprintOf(publicKey),
    publicKeyPem,
    seal: (pdf) => {
      const body = Buffer.from(pdf)
      const text = `${opening}${mark} ${sign(null, body, key).toString('base64url')}\n`
      return Buffer.concat([body, Buffer.from(text, 'latin1')])
    },
  }
}

/** Reads the seal of a file and judges it against the keys that are believed (PEM); undefined when there is none. */
export function readSeal(pdf: Uint8Array, trustedKeys: readonly string[]): FoundSeal | undefined {
  const bytes = Buffer.from(pdf)
  const at = bytes.lastIndexOf(opening, undefined, 'latin1')
  if (at < 0) return undefined
  const parts = /^([\w-]+) ([\w-]+)\n$/.exec(bytes.toString('latin1', at + opening.length))
  if (!parts?.[1] || !parts[2]) return { holds: false, fingerprint: '', isTrusted: false }
  try {
    const key = createPublicKey({ key: Buffer.from(parts[1], 'base64url'), format: 'der', type: 'spki' })
    const holds =
      key.asymmetricKeyType === 'ed25519' &&
      verify(null, bytes.subarray(0, at), key, Buffer.from(parts[2], 'base64url'))
    const fingerprint = fingerprintOf(key)
    const isTrusted = trustedKeys.some((pem) => fingerprintOf(createPublicKey(pem)) === fingerprint)
    return { holds, fingerprint, isTrusted }
  } catch {
    return { holds: false, fingerprint: '', isTrusted: false } // what is no key seals nothing
  }
}
