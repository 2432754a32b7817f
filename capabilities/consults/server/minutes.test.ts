import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { writeNote } from '#capabilities/records/server/write-note.ts'
import type { Id } from '#platform/contract/id.ts'
import type { SignatureProvider } from '#platform/server/signature/signature-provider.ts'
import { outsideCall } from '#platform/test/outside-call.ts'
import { refusal } from '#platform/test/refusal.ts'
import { fileMinutes } from './file-minutes.ts'
import { signMinutes } from './sign-minutes.ts'
import {
  acceptAnew,
  closeScene,
  conclude,
  correct,
  decide,
  judge,
  openScene,
  password,
  pdf,
  read,
  scene,
  sign,
} from './signing-under-test.ts'

before(openScene)
after(closeScene)
beforeEach(acceptAnew)

describe('a draft', () => {
  test('follows the case and says what is missing', async () => {
    assert.deepEqual((await read(scene.here.asker)).missing, ['conclusion', 'next-treatment', 'decision'])
    await conclude()
    assert.deepEqual((await read(scene.here.asker)).missing, ['decision'])
    await assert.rejects(sign(scene.here.asker), refusal('minutes-incomplete'))
    await decide()
    const draft = await read(scene.here.asker)
    assert.deepEqual([draft.status, draft.missing, draft.conclusion], ['concluded', [], 'Nhồi máu não bán cầu trái.'])
  })

  test('is for those who take part', async () => {
    await assert.rejects(read(scene.here.stranger), refusal('not-found'))
    await assert.rejects(pdf(scene.here.stranger), refusal('not-found'))
  })

  test('as a file has no signature', async () => {
    assert.deepEqual(await judge(await pdf(scene.here.asker)), [])
  })
})

describe('signing', () => {
  beforeEach(async () => {
    await conclude()
    await decide()
  })

  test('needs the password of the one who signs', async () => {
    await assert.rejects(sign(scene.here.first, 1, 'another password'), refusal('wrong-password'))
    assert.equal((await read(scene.here.first)).status, 'concluded')
  })

  test('is for chair and secretary only', async () => {
    await assert.rejects(sign(scene.colleague), refusal('not-a-signer'))
    await assert.rejects(sign(scene.here.stranger), refusal('not-found'))
  })

  test('needs the version that is open', async () => {
    await assert.rejects(sign(scene.here.first, 2), refusal('minutes-not-open'))
  })

  test('is off without a provider', async () => {
    const { call } = await outsideCall(scene.world, scene.here.asker)
    const signed = signMinutes({ auth: scene.auth, signature: null, seal: null }, call, {
      consultId: scene.consultId,
      version: 1,
      password,
    })
    await assert.rejects(signed, refusal('signing-is-off'))
  })

  test('is the secretary first, then the chair', async () => {
    await assert.rejects(sign(scene.here.first), refusal('secretary-signs-first'))
    assert.equal((await sign(scene.here.asker)).status, 'secretary-signed')
    assert.equal((await sign(scene.here.first)).status, 'chair-signed')
  })

  test('pressed twice at once signs once; the chair stands upon the secretary', async () => {
    const [one, again] = await Promise.allSettled([sign(scene.here.asker), sign(scene.here.asker)])
    assert.equal([one, again].filter((each) => each.status === 'fulfilled').length, 1)
    const [two, twice] = await Promise.allSettled([sign(scene.here.first), sign(scene.here.first)])
    assert.equal([two, twice].filter((each) => each.status === 'fulfilled').length, 1)
    const minutes = await read(scene.here.asker)
    assert.equal(minutes.status, 'chair-signed')
    assert.deepEqual(
      minutes.signatures.map((each) => each.person.id as string).sort(),
      [scene.here.asker, scene.here.first].sort(),
    )
    const signatures = await judge(await pdf(scene.here.asker))
    assert.deepEqual(
      signatures.map((each) => [each.isValid, each.problems]),
      [
        [true, []],
        [true, []],
      ],
    )
    assert.deepEqual(signatures.map((each) => each.fieldName).sort(), ['chair', 'secretary'])
    await assert.rejects(sign(scene.here.first), refusal('already-signed'))
    await assert.rejects(sign(scene.here.asker), refusal('already-signed'))
  })

  test('closes the text: what is written in the record later is not in it', async () => {
    await sign(scene.here.asker)
    const signed = await read(scene.here.asker)
    await scene.world.as(scene.here.asker, async (tx, actor) => {
      await writeNote(tx, actor, {
        patientId: scene.here.patientId as Id<'patient'>,
        kind: 'history',
        text: 'Viết sau khi ký.',
      })
    })
    assert.equal((await read(scene.here.asker)).summary, signed.summary)
  })

  test('a case decided anew while the signature is made is read again, and the new decision signed', async () => {
    let isDecidedAnew = false
    const slow: SignatureProvider = {
      name: scene.authority.name,
      isDemo: true,
      trustedRoots: async () => await scene.authority.trustedRoots(),
      certificatesOf: async (signer) => {
        if (!isDecidedAnew) {
          isDecidedAnew = true
          scene.world.clock.advance(60_000)
          await decide()
        }
        return await scene.authority.certificatesOf(signer)
      },
      sign: async (request) => await scene.authority.sign(request),
      timestamp: async (sha256) => await scene.authority.timestamp(sha256),
    }
    const { call } = await outsideCall(scene.world, scene.here.asker)
    await signMinutes({ auth: scene.auth, signature: slow, seal: scene.seal }, call, {
      consultId: scene.consultId,
      version: 1,
      password,
    })
    const rows = await scene.world.sql(
      `select (m.content->'annex'->'localDecision'->>'at')::timestamptz as signed,
        (select max(d.decided_at) from consults.decision d where d.consult_id = m.consult_id) as newest
       from consults.minutes m where m.consult_id = $1`,
      [scene.consultId],
    )
    assert.deepEqual(rows[0]?.['signed'], rows[0]?.['newest'])
  })
})

describe('signed minutes', () => {
  beforeEach(async () => {
    await conclude()
    await decide()
    await sign(scene.here.asker)
    await sign(scene.here.first)
  })

  test('are filed in the record once, as they were signed', async () => {
    await fileMinutes(scene.world.house, { consultId: scene.consultId, version: 1 })
    await fileMinutes(scene.world.house, { consultId: scene.consultId, version: 1 })
    assert.equal((await read(scene.here.asker)).status, 'filed')
    const filed = await scene.world.sql('select bytes, patient_id from records.document where source_id = $1', [
      scene.consultId,
    ])
    assert.equal(filed.length, 1)
    assert.equal(filed[0]?.['patient_id'], scene.here.patientId)
    assert.ok(Buffer.from(await pdf(scene.here.asker)).equals(filed[0]?.['bytes'] as Buffer))
  })

  test('are corrected by a new version with a reason, signed by both again; the old stays', async () => {
    await assert.rejects(correct(scene.colleague, 'Sai giờ.'), refusal('not-a-signer'))
    const signed = await pdf(scene.here.asker)
    const opened = await Promise.allSettled([
      correct(scene.here.first, 'Sai giờ.'),
      correct(scene.here.asker, 'Sai giờ.'),
    ])
    assert.equal(opened.filter((each) => each.status === 'fulfilled').length, 1)
    const draft = await read(scene.here.asker)
    assert.deepEqual([draft.version, draft.status, draft.correctionReason], [2, 'concluded', 'Sai giờ.'])
    await assert.rejects(sign(scene.here.first, 1), refusal('minutes-not-open'))
    await sign(scene.here.asker, 2)
    await sign(scene.here.first, 2)
    assert.equal((await judge(await pdf(scene.here.asker, 2))).filter((each) => each.isValid).length, 2)
    assert.ok(Buffer.from(await pdf(scene.here.asker, 1)).equals(Buffer.from(signed)))
  })

  test('and each that is open is told to whom it waits for: the chair after the secretary, both again for a correction', async () => {
    await correct(scene.here.first, 'Sai giờ.')
    await sign(scene.here.asker, 2)
    const told = await scene.world.sql(
      'select person_id, part from consults.notice where kind = $1 and consult_id = $2 order by id',
      ['signature', scene.consultId],
    )
    assert.deepEqual(
      told.map((row) => [row['person_id'], row['part']]),
      [
        [scene.here.first, 1],
        [scene.here.asker, 2],
        [scene.here.first, 2],
      ],
    )
  })

  test('that are not signed by both are not corrected', async () => {
    await correct(scene.here.first, 'Sai giờ.')
    await assert.rejects(correct(scene.here.first, 'Sai nữa.'), refusal('minutes-not-signed'))
  })
})

describe('ten days later', () => {
  // the last of the file: nobody is on duty any more by the clock of this world
  test('a signature is still owed and possible, though the sight of the record has ended', async () => {
    await conclude()
    await decide()
    scene.world.clock.advance(10 * 24 * 60 * 60_000)
    assert.notEqual((await read(scene.here.first)).summary, '')
    assert.equal((await sign(scene.here.asker)).status, 'secretary-signed')
    assert.equal((await sign(scene.here.first)).status, 'chair-signed')
  })
})
