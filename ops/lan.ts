import { X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { type IssuedCertificate, issueAuthority, issueServerCertificate } from './certificates.ts'

const renewBeforeMs = 30 * 24 * 3600 * 1000

/** How the product is reached from the local network. */
export interface Lan {
  address: string
  /** E.g. `https://192.168.1.20:8080`. */
  url: string
  /** The certificate that phones install once. */
  authorityFile: string
  certificateFile: string
  keyFile: string
}

/** The address of this machine on its local network: the one asked for, or the first that is not loopback. */
export function lanAddress(asked: string | undefined): string {
  if (asked) return asked
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  const found = all.find((address) => address.family === 'IPv4' && !address.internal)
  if (!found) throw new Error('This machine has no address on a local network. Connect it, or set LAN_IP.')
  return found.address
}

/** Makes, or keeps, an authority of this installation and a server certificate for its address. */
export async function prepareLan(dataDir: string, address: string, port: number): Promise<Lan> {
  const folder = join(dataDir, 'lan')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const authority = await keptAuthority(folder, address)
  const certificateFile = join(folder, 'server.crt')
  const keyFile = join(folder, 'server.key')
  if (!isStillGood(certificateFile, keyFile, authority, address)) {
    save(await issueServerCertificate(authority, address), certificateFile, keyFile)
  }
  return { address, url: `https://${address}:${port}`, authorityFile: join(folder, 'ca.crt'), certificateFile, keyFile }
}

async function keptAuthority(folder: string, address: string): Promise<IssuedCertificate> {
  const certificateFile = join(folder, 'ca.crt')
  const keyFile = join(folder, 'ca.key')
  if (existsSync(certificateFile) && existsSync(keyFile)) {
    return { certificatePem: readFileSync(certificateFile, 'utf8'), keyPem: readFileSync(keyFile, 'utf8') }
  }
  const authority = await issueAuthority(address)
  save(authority, certificateFile, keyFile)
  return authority
}

function save(issued: IssuedCertificate, certificateFile: string, keyFile: string): void {
  writeFileSync(keyFile, issued.keyPem, { mode: 0o600 })
  writeFileSync(certificateFile, issued.certificatePem)
}

function isStillGood(certificateFile: string, keyFile: string, authority: IssuedCertificate, address: string): boolean {
  if (!existsSync(certificateFile) || !existsSync(keyFile)) return false
  const certificate = new X509Certificate(readFileSync(certificateFile))
  const isOfAuthority = certificate.verify(new X509Certificate(authority.certificatePem).publicKey)
  const isFresh = certificate.validToDate.getTime() - Date.now() > renewBeforeMs
  return isOfAuthority && isFresh && certificate.checkIP(address) !== undefined
}
