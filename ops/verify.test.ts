import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import pdfmake from 'pdfmake'
import { type DemoAuthority, openDemoAuthority } from '../platform/server/signature/demo-authority.ts'
import { signPdf } from '../platform/server/signature/pades.ts'
import {
  appendObjects,
  objectText,
  readPdfObjects,
  reference,
  withEntry,
} from '../platform/server/signature/pdf-update.ts'
import { openSeal } from '../platform/server/signature/seal.ts'
import { verifyFile } from './verify.ts'

const run = promisify(execFile)
const now = new Date('2026-11-22T07:05:30Z')

let folder: string
let authority: DemoAuthority
let root: string
let signed: Buffer
let other: Buffer

const sign = async (pdf: Uint8Array, slot: 'secretary' | 'chair') => {
  const displayName = slot === 'chair' ? 'Đỗ Hữu Ước' : 'Nguyễn Thị Ánh'
  const signer = { personId: slot, displayName, role: slot, facility: 'Bệnh viện Mường Tè' }
  const order = { provider: authority, signer, reason: 'Ký', location: signer.facility, fieldName: slot, now }
  return (await signPdf(pdf, order)).pdf
}
const paper = async (text: string) => await pdfmake.createPdf({ content: [text] }).getBuffer()
const signTwice = async (text: string) => Buffer.from(await sign(await sign(await paper(text), 'secretary'), 'chair'))
const verdictOf = async (pdf: Uint8Array, roots = [root]) => {
  const { lines, code } = await verifyFile(pdf, roots)
  return { said: lines.join('\n'), code }
}
/** What pdfsig says of each signature. */
const pdfsig = async (pdf: Uint8Array) => {
  const path = join(folder, 'document.pdf')
  await writeFile(path, pdf)
  return (await run('pdfsig', ['-nocert', path])).stdout
}
const valueOf = (pdf: Buffer, slotsFromEnd: number) => {
  let at = pdf.length
  for (let n = 0; n < slotsFromEnd; n += 1) at = pdf.lastIndexOf('/Contents <', at - 1)
  return { at: at + '/Contents <'.length, length: pdf.indexOf('>', at) - at - '/Contents <'.length }
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verify-test-'))
  authority = await openDemoAuthority({ folder: join(folder, 'keys'), now: () => now })
  root = await authority.rootCertificate()
  const { resolve } = createRequire(import.meta.url)
  pdfmake.setFonts({ Roboto: { normal: resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf') } })
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(() => true)
  signed = await signTwice('Biên bản')
  other = await signTwice('Biên bản khác')
})
after(async () => await rm(folder, { recursive: true, force: true }))

describe('npm run verify', () => {
  it('lists each signature with signer, slot, time and chain, and ends with 0', async () => {
    const { said, code } = await verdictOf(signed)
    assert.equal(code, 0)
    assert.match(said, /Signature 1 "secretary": VALID\n {2}signer {2}Nguyễn Thị Ánh \(demo\), secretary, Bệnh viện/)
    assert.match(said, /Signature 2 "chair": VALID/)
    assert.match(said, /2026-11-22T07:05:30\.000Z by time-stamp/)
    assert.match(said, /Đỗ Hữu Ước \(demo\) < Tuyến \(demo\) – chứng thư gốc/)
    assert.equal((await pdfsig(signed)).match(/Signature is Valid\./g)?.length, 2)
  })

  it('runs as a command on the file alone', async () => {
    const path = join(folder, 'minutes.pdf')
    await writeFile(path, signed)
    const rootPath = join(folder, 'keys', 'root-certificate.pem')
    const said = await run(process.execPath, ['ops/verify.ts', path, '--root', rootPath], { encoding: 'utf8' })
    assert.match(said.stdout, /All 2 signatures hold\./)
    const failed = run(process.execPath, ['ops/verify.ts'], { encoding: 'utf8' })
    await assert.rejects(failed, (error: { code?: number }) => error.code === 2)
  })

  it('says that nobody vouches for a root that only the document brings along', async () => {
    const { said, code } = await verdictOf(signed, [])
    assert.equal(code, 3)
    assert.match(said, /Intact, but nobody vouches/)
    const stranger = await openDemoAuthority({ folder: join(folder, 'stranger'), now: () => now })
    assert.equal((await verdictOf(signed, [await stranger.rootCertificate()])).code, 1)
  })

  it('refuses one changed byte and names the signatures that covered it', async () => {
    const pdf = Buffer.from(signed)
    const at = pdf.indexOf('stream\n') + 20
    pdf[at] = (pdf[at] ?? 0) ^ 1
    const { said, code } = await verdictOf(pdf)
    assert.equal(code, 1)
    assert.match(said, /Signature 1 "secretary": NOT VALID\n {2}!! what it signed is not what is here/)
    assert.match(said, /REFUSED: "secretary", "chair"/)
    assert.doesNotMatch(await pdfsig(pdf), /Signature is Valid\./)
  })

  it('refuses one changed byte that only the second signature covers, and names that one', async () => {
    const pdf = Buffer.from(signed)
    const at = pdf.lastIndexOf('/Reason <FEFF') + '/Reason <FEFF'.length
    pdf.write('0041', at, 'latin1')
    assert.match((await verdictOf(pdf)).said, /REFUSED: "chair"$/)
  })

  it('refuses bytes appended after the last signature', async () => {
    const { said, code } = await verdictOf(Buffer.concat([signed, Buffer.from('% added\n')]))
    assert.equal(code, 1)
    assert.match(said, /Signature 2 "chair": NOT VALID\n {2}!! bytes were appended after it/)
  })

  it('refuses an incremental update after the last signature', async () => {
    const pdf = readPdfObjects(signed)
    const catalog = withEntry(objectText(pdf, pdf.root), '/Lang (vi)')
    const updated = appendObjects(pdf, new Map([[pdf.root, catalog]]))
    const { said, code } = await verdictOf(updated)
    assert.equal(code, 1)
    assert.match(said, /Signature 2 "chair": NOT VALID\n {2}!! the document was updated after it/)
    assert.doesNotMatch(await pdfsig(updated), /Signature #2:[\s\S]*Total document signed/)
  })

  it('refuses an update that hides the signatures from the form', async () => {
    const pdf = readPdfObjects(signed)
    const form = reference(objectText(pdf, pdf.root), 'AcroForm') ?? 0
    const hidden = appendObjects(pdf, new Map([[form, '<< /SigFlags 3 /Fields [] >>']]))
    const { said, code } = await verdictOf(hidden)
    assert.equal(code, 1)
    assert.match(said, /no-signatures[\s\S]*signature-not-listed/)
  })

  it('refuses content that was put between two signatures, though both digests hold', async () => {
    const first = readPdfObjects(await sign(await paper('Biên bản'), 'secretary'))
    const shadow = appendObjects(first, new Map([[first.root, withEntry(objectText(first, first.root), '/Lang (en)')]]))
    const { said, code } = await verdictOf(await sign(shadow, 'chair'))
    assert.equal(code, 1)
    assert.match(said, /Signature 1 "secretary": NOT VALID\n {2}!! more than a signature was added after it/)
    assert.match(said, /REFUSED: "secretary"$/)
  })

  it('refuses a signature that was copied from another document, and names it', async () => {
    const pdf = Buffer.from(signed)
    const [to, from] = [valueOf(pdf, 1), valueOf(other, 1)]
    assert.equal(to.length, from.length)
    other.copy(pdf, to.at, from.at, from.at + from.length)
    const { said, code } = await verdictOf(pdf)
    assert.equal(code, 1)
    assert.match(said, /Signature 1 "secretary": VALID/)
    assert.match(said, /Signature 2 "chair": NOT VALID\n {2}!! .*the signature is from another document/)
    assert.match(await pdfsig(pdf), /Signature #2:[\s\S]*Digest Mismatch/)
  })

  it('refuses a byte range that leaves something else unsigned', async () => {
    const pdf = Buffer.from(signed)
    const at = pdf.lastIndexOf('/ByteRange [0 ') + '/ByteRange [0 '.length
    const gap = Number(pdf.toString('latin1', at, at + 10))
    pdf.write(String(gap - 40).padEnd(10), at, 'latin1')
    assert.match((await verdictOf(pdf)).said, /Signature 2 "chair": NOT VALID\n {2}!! its byte range leaves out more/)
  })

  it('says of a sealed document that nobody signed it, and whether the seal holds', async () => {
    const seal = await openSeal(join(folder, 'seal'))
    const sealed = Buffer.from(seal.seal(await paper('Niêm phong')))
    const { lines, code } = await verifyFile(sealed, [], [seal.publicKeyPem])
    assert.equal(code, 0)
    assert.match(lines.join('\n'), /NOT DIGITALLY SIGNED[\s\S]*Seal: HOLDS/)
    assert.equal((await verifyFile(sealed, [])).code, 3)
    sealed[700] = (sealed[700] ?? 0) ^ 1
    assert.match((await verifyFile(sealed, [], [seal.publicKeyPem])).lines.join('\n'), /BROKEN[\s\S]*REFUSED: seal/)
  })

  it('refuses what bears no signature or is no PDF', async () => {
    assert.equal((await verdictOf(await paper('Không ký'))).code, 1)
    assert.match((await verdictOf(Buffer.from('%PDF-1.7\n'))).said, /not-understood/)
  })
})
