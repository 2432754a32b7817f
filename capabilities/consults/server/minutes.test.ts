import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type Auth, createAuth } from '#capabilities/identity/server/index.ts'
import { writeNote } from '#capabilities/records/server/write-note.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { newId } from '#platform/server/new-id.ts'
import { Problem } from '#platform/server/problem.ts'
import { type DemoAuthority, openDemoAuthority } from '#platform/server/signature/demo-authority.ts'
import { openSeal, readSeal, type Seal } from '#platform/server/signature/seal.ts'
import type { SignatureProvider } from '#platform/server/signature/signature-provider.ts'
import { verifyPdf } from '#platform/server/signature/verify.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { lawOn } from '../contract/dated-law.ts'
import { acceptConsult } from './accept-consult.ts'
import { concludeConsult } from './conclude-consult.ts'
import { correctMinutes } from './correct-minutes.ts'
import { decideConsult } from './decide-consult.ts'
import { arrangeEmergency, type Emergency } from './emergency-under-test.ts'
import { fileMinutes } from './file-minutes.ts'
import { getMinutes } from './get-minutes.ts'
import { getMinutesPdf } from './get-minutes-pdf.ts'
import { callUnderTest, printedText } from './minutes-under-test.ts'
import { writeOpinion } from './opinions.ts'
import { noteIncident, recordInformed } from './session-notes.ts'
import { signMinutes } from './sign-minutes.ts'
import { verifyDocument } from './verify-document.ts'

const password = 'a password of fourteen'
// made by sign-in's own hashing, which only identity may import
const hash =
  '6c7c8b6af1bc8fd8cf80c6d50f1d69e9:9f6ea29eb38dd34bf119590cd733f3d48e40698a745916f4749a2485c89e14259a1aa197d32cdde4148e5db248283071cf3fc246f5374dfeb2c670f03cde2cef'

let world: World
let auth: Auth
let authority: DemoAuthority
let folder: string
let seal: Seal
let here: Emergency
let colleague: string
let consultId: Id<'consult'>

const refusal = (problem: string) => (error: unknown) => error instanceof Problem && error.problem === problem
const read = async (person: string) => await getMinutes((await callUnderTest(world, person)).call, { consultId })
const sign = async (person: string, version = 1, typed = password) => {
  const { call } = await callUnderTest(world, person)
  return await signMinutes({ auth, signature: authority, seal }, call, { consultId, version, password: typed })
}
const pdf = async (person: string, version = 1) => {
  const { call, sent } = await callUnderTest(world, person)
  await getMinutesPdf(call, { consultId, version })
  return sent()
}
const correct = async (person: string, reason: string) =>
  await correctMinutes((await callUnderTest(world, person)).call, { consultId, reason })
const judge = async (bytes: Uint8Array) => await verifyPdf(bytes, [await authority.rootCertificate()])
const conclude = async () =>
  await world.as(here.first, async (tx, actor) => {
    const advice = {
      conclusion: 'Nhồi máu não bán cầu trái.',
      nextTreatment: 'Tiêu sợi huyết.',
      certainty: 'high' as const,
    }
    return await concludeConsult(tx, actor, { consultId, ...advice })
  })
const decide = async (conclusionVersion = 1) =>
  await world.as(here.asker, async (tx, actor) => {
    return await decideConsult(tx, actor, { consultId, conclusionVersion, choice: 'accepted', reason: '' })
  })

before(async () => {
  world = await createWorld()
  folder = await mkdtemp(join(tmpdir(), 'minutes-'))
  authority = await openDemoAuthority({ folder, now: () => world.clock.now() })
  seal = await openSeal(join(folder, 'seal'))
  auth = createAuth({ databaseUrl: world.appUrl, secret: 's'.repeat(32), publicUrl: 'http://127.0.0.1' })
})
after(async () => {
  await auth.close()
  await world.close()
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  await world.sql("update consults.consult set status = 'cancelled'")
  here = await arrangeEmergency(world)
  colleague = await world.person(here.asking, 'nurse')
  for (const person of [here.asker, here.first, here.second, here.stranger, colleague]) {
    await world.sql(
      `insert into identity.login_account (id, user_id, account_id, provider_id, password, created_at, updated_at)
       values ($1, $2::uuid, $2::text, 'credential', $3, now(), now())`,
      [newId(), person, hash],
    )
  }
  consultId = await here.ask()
  await world.as(here.first, async (tx, actor) => await acceptConsult(tx, actor, { consultId }))
})

describe('a draft', () => {
  test('follows the case and says what is missing', async () => {
    assert.deepEqual((await read(here.asker)).missing, ['conclusion', 'next-treatment', 'decision'])
    await conclude()
    assert.deepEqual((await read(here.asker)).missing, ['decision'])
    await assert.rejects(sign(here.asker), refusal('minutes-incomplete'))
    await decide()
    const draft = await read(here.asker)
    assert.deepEqual([draft.status, draft.missing, draft.conclusion], ['concluded', [], 'Nhồi máu não bán cầu trái.'])
  })

  test('is for those who take part', async () => {
    await assert.rejects(read(here.stranger), refusal('not-found'))
    await assert.rejects(pdf(here.stranger), refusal('not-found'))
  })

  test('as a file has no signature', async () => {
    assert.deepEqual(await judge(await pdf(here.asker)), [])
  })
})

describe('signing', () => {
  beforeEach(async () => {
    await conclude()
    await decide()
  })

  test('needs the password of the one who signs', async () => {
    await assert.rejects(sign(here.first, 1, 'another password'), refusal('wrong-password'))
    assert.equal((await read(here.first)).status, 'concluded')
  })

  test('is for chair and secretary only', async () => {
    await assert.rejects(sign(colleague), refusal('not-a-signer'))
    await assert.rejects(sign(here.stranger), refusal('not-found'))
  })

  test('needs the version that is open', async () => {
    await assert.rejects(sign(here.first, 2), refusal('minutes-not-open'))
  })

  test('is off without a provider', async () => {
    const { call } = await callUnderTest(world, here.asker)
    const signed = signMinutes({ auth, signature: null, seal: null }, call, { consultId, version: 1, password })
    await assert.rejects(signed, refusal('signing-is-off'))
  })

  test('is the secretary first, then the chair', async () => {
    await assert.rejects(sign(here.first), refusal('secretary-signs-first'))
    assert.equal((await sign(here.asker)).status, 'secretary-signed')
    assert.equal((await sign(here.first)).status, 'chair-signed')
  })

  test('pressed twice at once signs once; the chair stands upon the secretary', async () => {
    const [one, again] = await Promise.allSettled([sign(here.asker), sign(here.asker)])
    assert.equal([one, again].filter((each) => each.status === 'fulfilled').length, 1)
    const [two, twice] = await Promise.allSettled([sign(here.first), sign(here.first)])
    assert.equal([two, twice].filter((each) => each.status === 'fulfilled').length, 1)
    const minutes = await read(here.asker)
    assert.equal(minutes.status, 'chair-signed')
    assert.deepEqual(minutes.signatures.map((each) => each.person.id as string).sort(), [here.asker, here.first].sort())
    const signatures = await judge(await pdf(here.asker))
    assert.deepEqual(
      signatures.map((each) => [each.isValid, each.problems]),
      [
        [true, []],
        [true, []],
      ],
    )
    assert.deepEqual(signatures.map((each) => each.fieldName).sort(), ['chair', 'secretary'])
    await assert.rejects(sign(here.first), refusal('already-signed'))
    await assert.rejects(sign(here.asker), refusal('already-signed'))
  })

  test('closes the text: what is written in the record later is not in it', async () => {
    await sign(here.asker)
    const signed = await read(here.asker)
    await world.as(here.asker, async (tx, actor) => {
      await writeNote(tx, actor, {
        patientId: here.patientId as Id<'patient'>,
        kind: 'history',
        text: 'Viết sau khi ký.',
      })
    })
    assert.equal((await read(here.asker)).summary, signed.summary)
  })

  test('a case decided anew while the signature is made is read again, and the new decision signed', async () => {
    let isDecidedAnew = false
    const slow: SignatureProvider = {
      name: authority.name,
      isDemo: true,
      trustedRoots: async () => await authority.trustedRoots(),
      certificatesOf: async (signer) => {
        if (!isDecidedAnew) {
          isDecidedAnew = true
          world.clock.advance(60_000)
          await decide()
        }
        return await authority.certificatesOf(signer)
      },
      sign: async (request) => await authority.sign(request),
      timestamp: async (sha256) => await authority.timestamp(sha256),
    }
    const { call } = await callUnderTest(world, here.asker)
    await signMinutes({ auth, signature: slow, seal }, call, { consultId, version: 1, password })
    const rows = await world.sql(
      `select (m.content->'annex'->'localDecision'->>'at')::timestamptz as signed,
        (select max(d.decided_at) from consults.decision d where d.consult_id = m.consult_id) as newest
       from consults.minutes m where m.consult_id = $1`,
      [consultId],
    )
    assert.deepEqual(rows[0]?.['signed'], rows[0]?.['newest'])
  })
})

describe('full minutes', () => {
  test('say who answered, who was told, each opinion and dissent, incidents, and their number in the register', async () => {
    await world.as(here.asker, async (tx, actor) => {
      const informedAt = toInstant(world.clock.now())
      const told = { who: 'relative' as const, name: 'Vợ, bà Giàng Thị Mỷ', how: 'in-person' as const, note: '' }
      await recordInformed(tx, actor, { consultId, basedOn: 0, informedAt, ...told })
      const dissent = { kind: 'dissent' as const, text: 'Nguy cơ chảy máu, xin bảo lưu.' }
      await writeOpinion(tx, actor, { consultId, opinionId: newId(), basedOn: 0, ...dissent })
      const text = 'Mất hình 20 giây.'
      await noteIncident(tx, actor, { consultId, kind: 'link-lost', text, occurredAt: informedAt })
    })
    await conclude()
    const { registerNumber } = await read(here.asker)
    await conclude()
    assert.equal((await read(here.asker)).registerNumber, registerNumber)
    await decide(2)
    await sign(here.asker)
    const printed = await printedText(await pdf(here.asker))
    const said = [
      'BIÊN BẢN HỘI CHẨN TỪ XA',
      `Số: ${registerNumber}`,
      'Người nhà: Vợ, bà Giàng Thị Mỷ; báo trực tiếp',
      'Trực chính',
      'Tham gia',
      'Ý kiến bảo lưu. Nguy cơ chảy máu',
      'Mất kết nối: Mất hình 20 giây.',
      'Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15',
      'Lưu theo Thông tư 33/2025/TT-BYT',
      'MS: 27/BV-02',
    ]
    for (const words of said) assert.ok(printed.includes(words), `${words} in ${printed}`)
  })

  test('cite the law of the day on which it was held', () => {
    assert.equal(lawOn('2023-12-31').extractCode, null)
    assert.equal(lawOn('2024-01-01').extractCode, '27/BV-02')
    assert.match(lawOn('2025-12-31').sharing ?? '', /13\/2023/)
    assert.match(lawOn('2026-01-01').sharing ?? '', /91\/2025/)
    assert.match(lawOn('2025-06-30').keeping ?? '', /53\/2017/)
    assert.match(lawOn('2025-07-01').keeping ?? '', /33\/2025/)
  })

  test('the numbers of a hospital begin with 1 in each year', async () => {
    await conclude()
    const numbers = await world.sql('select year, number from consults.register_entry where facility_id = $1', [
      here.asking,
    ])
    assert.deepEqual(numbers, [{ year: 2026, number: 1 }])
  })
})

describe('without a provider of signatures', () => {
  beforeEach(async () => {
    await conclude()
    await decide()
  })

  test('both confirm by password, the system seals the file, and the paper says that nobody signed digitally', async () => {
    const confirm = async (who: string) => {
      const { call } = await callUnderTest(world, who)
      return await signMinutes({ auth, signature: null, seal }, call, { consultId, version: 1, password })
    }
    await assert.rejects(confirm(here.first), refusal('secretary-signs-first'))
    assert.equal((await confirm(here.asker)).status, 'secretary-signed')
    const closed = await confirm(here.first)
    assert.deepEqual([closed.status, closed.signatures.map((each) => each.by)], ['chair-signed', ['seal', 'seal']])
    const file = await pdf(here.asker)
    assert.deepEqual(readSeal(file, [seal.publicKeyPem]), {
      holds: true,
      fingerprint: seal.fingerprint,
      isTrusted: true,
    })
    const altered = Buffer.from(file)
    altered[900] = (altered[900] ?? 0) ^ 1
    assert.equal(readSeal(altered, [seal.publicKeyPem])?.holds, false)
    assert.equal(readSeal(Buffer.concat([file, Buffer.from('%')]), [seal.publicKeyPem])?.holds, false)
    const printed = await printedText(file)
    assert.match(printed, /Niêm phong của hệ thống, không có chữ ký số/)
    assert.equal(printed.match(/Xác nhận bằng mật khẩu lúc/g)?.length, 2)
    assert.doesNotMatch(printed, /Ký số: xem chữ ký trong tệp/)
  })
})

describe('signed minutes', () => {
  beforeEach(async () => {
    await conclude()
    await decide()
    await sign(here.asker)
    await sign(here.first)
  })

  test('are filed in the record once, as they were signed', async () => {
    await fileMinutes(world.house, { consultId, version: 1 })
    await fileMinutes(world.house, { consultId, version: 1 })
    assert.equal((await read(here.asker)).status, 'filed')
    const filed = await world.sql('select bytes, patient_id from records.document where source_id = $1', [consultId])
    assert.equal(filed.length, 1)
    assert.equal(filed[0]?.['patient_id'], here.patientId)
    assert.ok(Buffer.from(await pdf(here.asker)).equals(filed[0]?.['bytes'] as Buffer))
  })

  test('are corrected by a new version with a reason, signed by both again; the old stays', async () => {
    await assert.rejects(correct(colleague, 'Sai giờ.'), refusal('not-a-signer'))
    const signed = await pdf(here.asker)
    const opened = await Promise.allSettled([correct(here.first, 'Sai giờ.'), correct(here.asker, 'Sai giờ.')])
    assert.equal(opened.filter((each) => each.status === 'fulfilled').length, 1)
    const draft = await read(here.asker)
    assert.deepEqual([draft.version, draft.status, draft.correctionReason], [2, 'concluded', 'Sai giờ.'])
    await assert.rejects(sign(here.first, 1), refusal('minutes-not-open'))
    await sign(here.asker, 2)
    await sign(here.first, 2)
    assert.equal((await judge(await pdf(here.asker, 2))).filter((each) => each.isValid).length, 2)
    assert.ok(Buffer.from(await pdf(here.asker, 1)).equals(Buffer.from(signed)))
  })

  test('that are not signed by both are not corrected', async () => {
    await correct(here.first, 'Sai giờ.')
    await assert.rejects(correct(here.first, 'Sai nữa.'), refusal('minutes-not-signed'))
  })
})

describe('a document that somebody holds', () => {
  const verify = async (bytes: Uint8Array, provider: SignatureProvider | null = authority) => {
    return await verifyDocument({ signature: provider, seal }, { pdf: Buffer.from(bytes).toString('base64') })
  }

  test('is judged by the roots of the provider, and the signature that fails is named', async () => {
    await conclude()
    await decide()
    await sign(here.asker)
    await sign(here.first)
    const file = Buffer.from(await pdf(here.asker))
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
    const verdict = await verify(seal.seal(await pdf(here.asker)), null)
    assert.deepEqual(
      [verdict.isSound, verdict.seal?.holds, verdict.seal?.isOurs, verdict.signatures],
      [true, true, true, []],
    )
  })
})

describe('ten days later', () => {
  // the last of the file: nobody is on duty any more by the clock of this world
  test('a signature is still owed and possible, though the sight of the record has ended', async () => {
    await conclude()
    await decide()
    world.clock.advance(10 * 24 * 60 * 60_000)
    assert.notEqual((await read(here.first)).summary, '')
    assert.equal((await sign(here.asker)).status, 'secretary-signed')
    assert.equal((await sign(here.first)).status, 'chair-signed')
  })
})
