// A certificate authority of one's own, for demonstration and tests: its signatures verify but bind nobody.

import { createHash, randomUUID, webcrypto } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as pkijs from 'pkijs'
import { bufferOf, type CmsSigner } from './cms.ts'
import { makeCertificate, type Subject } from './demo-certificate.ts'
import type { SignatureProvider, Signer, SigningRequest } from './signature-provider.ts'
import { makeTimestamp } from './timestamp.ts'

const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** Where the keys are kept and what time it is. */
export type DemoAuthorityOptions = { folder: string; now: () => Date }

type Identity = { key: webcrypto.CryptoKey; certificate: pkijs.Certificate }

const pem = (label: string, der: ArrayBuffer) => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

function fromPem(text: string, label: string): ArrayBuffer {
  const body = text.split(`-----BEGIN ${label}-----`)[1]?.split('-----END')[0]
  if (body === undefined) throw new Error(`no ${label} in this file`)
  return bufferOf(Buffer.from(body, 'base64'))
}

async function readIdentity(path: string): Promise<Identity | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const pkcs8 = fromPem(text, 'PRIVATE KEY')
  const key = await webcrypto.subtle.importKey('pkcs8', pkcs8, keyAlgorithm, false, ['sign'])
  return { key, certificate: pkijs.Certificate.fromBER(fromPem(text, 'CERTIFICATE')) }
}

/** Writes a file that is there in whole or not at all, and leaves one that is there already. */
async function writeOnce(path: string, text: string, mode: number): Promise<void> {
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, text, { mode })
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft)
}

/** Opens the authority in a folder, making root and time-stamp keys there the first time. */
export async function openDemoAuthority(options: DemoAuthorityOptions): Promise<DemoAuthority> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 })
  const authority = new DemoAuthority(options)
  await authority.rootCertificate()
  return authority
}

/** A `SignatureProvider` whose certificates say "(demo)". */
export class DemoAuthority implements SignatureProvider {
  readonly name = 'Chứng thư thử nghiệm (demo)'
  readonly isDemo = true
  readonly #folder: string
  readonly #now: () => Date
  readonly #opening = new Map<string, Promise<Identity>>()

  constructor(options: DemoAuthorityOptions) {
    this.#folder = options.folder
    this.#now = options.now
  }

  /** The root certificate as PEM, for those who verify; also kept as `root-certificate.pem`. */
  async rootCertificate(): Promise<string> {
    const text = pem('CERTIFICATE', (await this.#root()).certificate.toSchema().toBER())
    await writeOnce(join(this.#folder, 'root-certificate.pem'), text, 0o644)
    return text
  }

  async trustedRoots(): Promise<string[]> {
    return [await this.rootCertificate()]
  }

  async certificatesOf(signer: Signer): Promise<Uint8Array[]> {
    const chain = [(await this.#signer(signer)).certificate, (await this.#root()).certificate]
    return chain.map((certificate) => new Uint8Array(certificate.toSchema().toBER()))
  }

  async sign(request: SigningRequest): Promise<Uint8Array> {
    return await this.#signWith(await this.#signer(request.signer), request.signedAttributes)
  }

  async timestamp(sha256: Uint8Array): Promise<Uint8Array> {
    const tsa = await this.#identity('time-stamp', { commonName: 'Tuyến (demo) – dấu thời gian' }, 'time-stamp')
    const authority: CmsSigner = {
      certificates: [tsa.certificate, (await this.#root()).certificate],
      sign: (attributes) => this.#signWith(tsa, attributes),
    }
    return await makeTimestamp(sha256, this.#now(), authority)
  }

  #root(): Promise<Identity> {
    return this.#identity('root', { commonName: 'Tuyến (demo) – chứng thư gốc' }, 'root')
  }

  /** One key for one person at one facility under one name; a new name is a new certificate. */
  #signer(signer: Signer): Promise<Identity> {
    const { personId, displayName, role, facility } = signer
    const file = createHash('sha256')
      .update(JSON.stringify([personId, displayName, role, facility]))
      .digest('hex')
    const subject = { commonName: `${displayName} (demo)`, title: role, organization: facility, serialNumber: personId }
    return this.#identity(`signer-${file.slice(0, 32)}`, subject, 'signer')
  }

  #identity(file: string, subject: Subject, use: 'root' | 'signer' | 'time-stamp'): Promise<Identity> {
    const path = join(this.#folder, `${file}.pem`)
    const opening = this.#opening.get(file) ?? this.#open(path, subject, use)
    this.#opening.set(file, opening)
    opening.catch(() => this.#opening.delete(file))
    return opening
  }

  async #open(path: string, subject: Subject, use: 'root' | 'signer' | 'time-stamp'): Promise<Identity> {
    const kept = await readIdentity(path)
    if (kept) return kept
    const keys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify'])
    const issuer = use === 'root' ? undefined : await this.#root()
    const certificate = await makeCertificate({ subject, use, keys, issuer, now: this.#now() })
    const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)
    const text = pem('PRIVATE KEY', pkcs8) + pem('CERTIFICATE', certificate.toSchema().toBER())
    await writeOnce(path, text, 0o600)
    const written = await readIdentity(path) // another process may have been first
    if (!written) throw new Error('the key that was just written is gone')
    return written
  }

  async #signWith(identity: Identity, bytes: Uint8Array): Promise<Uint8Array> {
    const raw = await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, identity.key, bufferOf(bytes))
    return new Uint8Array(pkijs.createCMSECDSASignature(raw))
  }
}
