import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { readSeal } from '#platform/server/signature/seal.ts'
import type { SignatureProvider } from '#platform/server/signature/signature-provider.ts'
import { outsideCall } from '#platform/test/outside-call.ts'
import { refusal } from '#platform/test/refusal.ts'
import { printedText } from './minutes-under-test.ts'
import { signMinutes } from './sign-minutes.ts'
import {
  acceptAnew,
  closeScene,
  conclude,
  decide,
  openScene,
  password,
  pdf,
  scene,
  sign,
} from './signing-under-test.ts'
import { verifyDocument } from './verify-document.ts'

before(openScene)
after(closeScene)
beforeEach(acceptAnew)

describe('without a provider of signatures', () => {
  beforeEach(async () => {
    await conclude()
    await decide()
  })

  test('both confirm by password, the system seals the file, and the paper says that nobody signed digitally', async () => {
    const confirm = async (who: string) => {
      const { call } = await outsideCall(scene.world, who)
      return await signMinutes({ auth: scene.auth, signature: null, seal: scene.seal }, call, {
        consultId: scene.consultId,
        version: 1,
        password,
      })
    }
    await assert.rejects(confirm(scene.here.first), refusal('secretary-signs-first'))
    assert.equal((await confirm(scene.here.asker)).status, 'secretary-signed')
    const closed = await confirm(scene.here.first)
    assert.deepEqual([closed.status, closed.signatures.map((each) => each.by)], ['chair-signed', ['seal', 'seal']])
    const file = await pdf(scene.here.asker)
    assert.deepEqual(readSeal(file, [scene.seal.publicKeyPem]), {
      holds: true,
      fingerprint: scene.seal.fingerprint,
      isTrusted: true,
    })
    const altered = Buffer.from(file)
    altered[900] = (altered[900] ?? 0) ^ 1
    assert.equal(readSeal(altered, [scene.seal.publicKeyPem])?.holds, false)
    assert.equal(readSeal(Buffer.concat([file, Buffer.from('%')]), [scene.seal.publicKeyPem])?.holds, false)
    const printed = await printedText(file)
    assert.match(printed, /Niêm phong của hệ thống, không có chữ ký số/)
    assert.equal(printed.match(/Xác nhận bằng mật khẩu lúc/g)?.length, 2)
    assert.doesNotMatch(printed, /Ký số: xem chữ ký trong tệp/)
  })
})

describe('a document that somebody holds', () => {
  const verify = async (bytes: Uint8Array, provider: SignatureProvider | null = scene.authority) => {
    return await verifyDocument(
      { signature: provider, seal: scene.seal },
      { pdf: Buffer.from(bytes).toString('base64') },
    )
  }

  test('is judged by the roots of the provider, and the signature that fails is named', async () => {
    await conclude()
    await decide()
    await sign(scene.here.asker)
    await sign(scene.here.first)
    const file = Buffer.from(await pdf(scene.here.asker))
    const sound = await verify(file)
    assert.deepEqual([sound.isSound, sound.signatures.map((each) => each.slot)], [true, ['secretary', 'chair']])
    assert.equal((await verify(file, null)).isSound, false)
    const extended = await verify(Buffer.concat([file, Buffer.from('%')]))
    assert.deepEqual(
      extended.signatures.map((each) => each.problems),
      [[], ['document-extended']],
    )
    assert.deepEqual((await verify(Buffer.from('no pdf'))).problems, ['not-understood'])
  })

  test('that is sealed is judged by the seal, and said to be unsigned', async () => {
    const verdict = await verify(scene.seal.seal(await pdf(scene.here.asker)), null)
    assert.deepEqual(
      [verdict.isSound, verdict.seal?.holds, verdict.seal?.isOurs, verdict.signatures],
      [true, true, true, []],
    )
  })
})
