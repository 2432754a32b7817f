import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import pdfmake from 'pdfmake'
import { type DemoAuthority, openDemoAuthority } from './demo-authority.ts'
import { type SigningOrder, SlotSigned, signPdf } from './pades.ts'
import { PdfNotUnderstood } from './pdf-update.ts'
import type { SignatureProvider, Signer } from './signature-provider.ts'
import { verifyPdf } from './verify.ts'

const run = promisify(execFile)
const now = new Date('2026-11-22T07:05:30.400Z')
const secretary: Signer = {
  personId: '0193a4c0-0000-7000-8000-000000000001',
  displayName: 'Nguyễn Thị Ánh Nguyệt',
  role: 'Thư ký',
  facility: 'Bệnh viện Đa khoa huyện Mường Tè',
}
const chair: Signer = {
  personId: '0193a4c0-0000-7000-8000-000000000002',
  displayName: 'Đỗ Hữu Ước',
  role: 'Chủ tọa',
  facility: 'Bệnh viện Hữu nghị Việt Đức',
}

let folder: string
let authority: DemoAuthority
let root: string
let unsigned: Uint8Array

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signature-test-'))
  authority = await openDemoAuthority({ folder: join(folder, 'keys'), now: () => now })
  root = await authority.rootCertificate()
  const { resolve } = createRequire(import.meta.url)
  pdfmake.setFonts({ Roboto: { normal: resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf') } })
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(() => true)
  unsigned = await pdfmake.createPdf({ content: ['Biên bản', { text: 'Phụ lục', pageBreak: 'before' }] }).getBuffer()
})
after(async () => await rm(folder, { recursive: true, force: true }))

const order = (signer: Signer, changes: Partial<SigningOrder> = {}): SigningOrder => ({
  provider: authority,
  signer,
  reason: `${signer.role} ký biên bản`,
  location: signer.facility,
  fieldName: signer === chair ? 'chair' : 'secretary',
  now,
  ...changes,
})

async function signedTwice(): Promise<Uint8Array> {
  const first = await signPdf(unsigned, order(secretary))
  return (await signPdf(first.pdf, order(chair))).pdf
}

async function pdfsig(pdf: Uint8Array): Promise<string> {
  const path = join(folder, 'document.pdf')
  await writeFile(path, pdf)
  return (await run('pdfsig', [path])).stdout
}

/** The demo authority, but for one of its answers. */
function providerWith(changes: Partial<SignatureProvider>): SignatureProvider {
  return {
    name: 'test',
    isDemo: true,
    trustedRoots: () => authority.trustedRoots(),
    certificatesOf: (signer) => authority.certificatesOf(signer),
    sign: (request) => authority.sign(request),
    timestamp: (digest) => authority.timestamp(digest),
    ...changes,
  }
}

describe('signed document', () => {
  it('bears two signatures of different people, and both hold', async () => {
    const signatures = await verifyPdf(await signedTwice(), [root])
    const said = signatures.map(({ fieldName, signerName, reason, location }) => [
      fieldName,
      signerName,
      reason,
      location,
    ])
    assert.deepEqual(said, [
      ['secretary', 'Nguyễn Thị Ánh Nguyệt (demo)', 'Thư ký ký biên bản', secretary.facility],
      ['chair', 'Đỗ Hữu Ước (demo)', 'Chủ tọa ký biên bản', chair.facility],
    ])
    assert.deepEqual(
      signatures.map(({ problems }) => problems),
      [[], []],
    )
    assert.deepEqual(
      signatures.map(({ isValid }) => isValid),
      [true, true],
    )
    assert.deepEqual(
      signatures.map(({ coversWholeDocument }) => coversWholeDocument),
      [false, true],
    )
    assert.deepEqual(signatures[0]?.signedAt, new Date('2026-11-22T07:05:30Z'))
  })

  it('holds for pdfsig too, with names and marks intact', async () => {
    const verdict = await pdfsig(await signedTwice())
    assert.equal(verdict.match(/Signature is Valid\./g)?.length, 2)
    assert.equal(verdict.match(/ETSI\.CAdES\.detached/g)?.length, 2)
    assert.match(verdict, /Nguyễn Thị Ánh Nguyệt \(demo\)/)
    assert.match(verdict, /Signature #2:[\s\S]*Total document signed/)
  })

  it('tells what belongs beside the signature in the record', async () => {
    const signed = await signPdf(unsigned, order(secretary))
    const [signature] = await verifyPdf(signed.pdf, [root])
    assert.equal(signed.format, 'PAdES-B-T')
    assert.equal(signed.certificateSerial, signature?.certificateSerial)
    assert.equal(signed.certificateIssuer, 'Tuyến (demo) – chứng thư gốc')
    assert.deepEqual(signed.signedAt, new Date('2026-11-22T07:05:30Z'))
    assert.match(signed.contentSha256, /^[0-9a-f]{64}$/)
  })

  it('turns red when one byte of what was signed first is altered', async () => {
    const pdf = Buffer.from(await signedTwice())
    const at = pdf.indexOf('stream\n') + 20
    pdf[at] = (pdf[at] ?? 0) ^ 1
    const signatures = await verifyPdf(pdf, [root])
    assert.deepEqual(
      signatures.map(({ problems }) => problems),
      [['content-altered'], ['content-altered']],
    )
    assert.doesNotMatch(await pdfsig(pdf), /Signature is Valid\./)
  })

  it('turns red when the reason is altered, which lies in the second increment', async () => {
    const pdf = Buffer.from(await signedTwice())
    const at = pdf.lastIndexOf('/Reason <FEFF') + '/Reason <FEFF'.length
    pdf.write('0041', at, 'latin1')
    const signatures = await verifyPdf(pdf, [root])
    assert.deepEqual(
      signatures.map(({ isValid }) => isValid),
      [true, false],
    )
  })

  it('turns red when something is added after the last signature', async () => {
    const extended = Buffer.concat([await signedTwice(), Buffer.from('% added\n')])
    const signatures = await verifyPdf(extended, [root])
    assert.deepEqual(
      signatures.map(({ problems }) => problems),
      [[], ['document-extended']],
    )
  })

  it('turns red when the signature itself is altered', async () => {
    const signed = await signPdf(unsigned, order(secretary))
    const pdf = Buffer.from(signed.pdf)
    const at = pdf.lastIndexOf('/Contents <') + 900
    pdf.write(pdf.toString('latin1', at, at + 1) === '0' ? '1' : '0', at, 'latin1')
    const [signature] = await verifyPdf(pdf, [root])
    assert.equal(signature?.isValid, false)
  })

  it('is not trusted under another root', async () => {
    const stranger = await openDemoAuthority({ folder: join(folder, 'stranger'), now: () => now })
    const [signature] = await verifyPdf(await signedTwice(), [await stranger.rootCertificate()])
    assert.ok(signature?.problems.includes('certificate-untrusted'))
    assert.ok(signature?.problems.includes('time-stamp-wrong'))
  })

  it('shows when the time-stamp is missing', async () => {
    const signed = await signPdf(unsigned, order(secretary))
    const pdf = Buffer.from(signed.pdf)
    // The attribute's type, 1.2.840.113549.1.9.16.2.14, becomes …15, which means something else.
    const type = '2A864886F70D010910020E'
    const at = pdf.indexOf(type, pdf.lastIndexOf('/Contents <'), 'latin1')
    assert.ok(at > 0)
    pdf.write('F', at + type.length - 1, 'latin1')
    const [signature] = await verifyPdf(pdf, [root])
    assert.deepEqual(signature?.problems.slice(0, 1), ['time-stamp-missing'])
    assert.equal(signature?.signedAt, undefined)
  })

  it('shows a time-stamp that was made over something else', async () => {
    const provider = providerWith({ timestamp: () => authority.timestamp(new Uint8Array(32)) })
    const signed = await signPdf(unsigned, order(secretary, { provider }))
    const [signature] = await verifyPdf(signed.pdf, [root])
    assert.ok(signature?.problems.includes('time-stamp-wrong'))
  })

  it("shows a signature made with a key that is not the certificate's", async () => {
    const provider = providerWith({ sign: (request) => authority.sign({ ...request, signer: chair }) })
    const signed = await signPdf(unsigned, order(secretary, { provider }))
    const [signature] = await verifyPdf(signed.pdf, [root])
    assert.deepEqual(signature?.problems, ['signature-wrong'])
  })

  it('takes one signature a slot', async () => {
    const first = await signPdf(unsigned, order(secretary))
    await assert.rejects(signPdf(first.pdf, order(chair, { fieldName: 'secretary' })), SlotSigned)
  })

  it('has none when nobody signed, and cannot be read when it is no such PDF', async () => {
    assert.deepEqual(await verifyPdf(unsigned, [root]), [])
    await assert.rejects(verifyPdf(Buffer.from('%PDF-1.7\n'), [root]), PdfNotUnderstood)
  })
})

describe('demo authority', () => {
  it('gives the provider the digest and the attributes, never the document', async () => {
    const seen: number[] = []
    const provider = providerWith({
      sign: (request) => {
        seen.push(request.signedAttributes.length, request.sha256.length)
        return authority.sign(request)
      },
    })
    await signPdf(unsigned, order(secretary, { provider }))
    assert.ok((seen[0] ?? 0) < 300)
    assert.equal(seen[1], 32)
  })

  it('keeps its keys for itself and uses them again', async () => {
    const files = await readdir(join(folder, 'keys'))
    const modes = await Promise.all(
      files.filter((file) => file !== 'root-certificate.pem').map((file) => stat(join(folder, 'keys', file))),
    )
    assert.ok(modes.length >= 4)
    assert.ok(modes.every(({ mode }) => (mode & 0o777) === 0o600))
    const again = await openDemoAuthority({ folder: join(folder, 'keys'), now: () => now })
    assert.equal(await again.rootCertificate(), root)
    assert.deepEqual(await again.certificatesOf(chair), await authority.certificatesOf(chair))
  })

  it('makes one root even when two processes open it at once', async () => {
    const path = join(folder, 'race')
    const both = await Promise.all([1, 2].map(() => openDemoAuthority({ folder: path, now: () => now })))
    const [one, other] = await Promise.all(both.map((each) => each.rootCertificate()))
    assert.equal(one, other)
  })
})
