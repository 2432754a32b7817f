import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { cmsFromDer, cmsToDer, oid, readCertificate, sha256, signCms } from './cms.ts'
import { openDemoAuthority } from './demo-authority.ts'

describe('signed data', () => {
  it('holds the three attributes of CAdES, in the order of DER and without a time of its own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cms-test-'))
    const authority = await openDemoAuthority({ folder, now: () => new Date('2026-11-22T07:00:00Z') })
    const signer = { personId: '1', displayName: 'Ánh', role: 'Bác sĩ', facility: 'Mường Tè' }
    const certificates = (await authority.certificatesOf(signer)).map(readCertificate)
    const sign = (signedAttributes: Uint8Array) =>
      authority.sign({ signer, signedAttributes, sha256: sha256(signedAttributes) })
    const made = await signCms({ type: oid.data, digest: sha256(Buffer.from('document')) }, { certificates, sign })
    await rm(folder, { recursive: true })
    const attributes = cmsFromDer(cmsToDer(made)).signerInfos[0]?.signedAttrs?.attributes ?? []
    const types = attributes.map(({ type }) => type)
    assert.deepEqual(types.toSorted(), [oid.contentType, oid.messageDigest, oid.signingCertificateV2].toSorted())
    const encodings = attributes.map((attribute) => Buffer.from(attribute.toSchema().toBER()))
    assert.deepEqual(
      encodings,
      encodings.toSorted((a, b) => Buffer.compare(a, b)),
    )
  })
})
