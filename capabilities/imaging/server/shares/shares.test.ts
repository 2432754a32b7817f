import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { arrangeWard, grantSight, type Ward } from '#capabilities/records/server/ward-under-test.ts'
import type { Id } from '#platform/contract/id.ts'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { listImages } from '../list-images.ts'
import { keysOf } from '../study-row.ts'
import { listShares } from './list-shares.ts'
import { makeShare } from './make-share.ts'
import { revokeShare } from './revoke-share.ts'
import { ShareDesk } from './use-share.ts'
import { visitShare } from './visit-share.ts'

const hour = 60 * 60_000

let world: World
let ward: Ward
let colleague: string
let patientId: Id<'patient'>
let studyId: Id<'study'>
let series: Id<'series'>[]
let desk: ShareDesk

type Given = Partial<Parameters<typeof makeShare>[2]>
const make = async (given: Given = {}, by = ward.doctor) =>
  await world.as(by, async (tx, actor) => {
    const usual = {
      seriesIds: null,
      madeFor: 'BS. Bình, Viện Tim',
      basis: 'written-request',
      reason: 'Hỏi ý kiến',
    } as const
    return await makeShare(tx, actor, {
      ...usual,
      studyId,
      hours: 1,
      isIdentified: false,
      mayDownload: false,
      withCode: false,
      mayAdd: false,
      ...given,
    })
  })
/** The study is taken out of the record in which it is, and goes to another. */
const goTo = async (to: string) => {
  await world.sql(
    `update imaging.match set undone_at = now(), undone_by = $1, undone_reason = 'Sai người bệnh'
     where study_id = $2 and undone_at is null`,
    [ward.doctor, studyId],
  )
  await world.sql('update imaging.study set patient_id = null, matched_by = null where id = $1', [studyId])
  await world.sql(`update imaging.study set patient_id = $1, matched_by = 'person' where id = $2`, [to, studyId])
}
const list = async (by = ward.doctor) =>
  await world.as(by, async (tx, actor) => await listShares(tx, actor, { studyId }))
const revoke = async (shareId: Id<'share'>, by = ward.doctor) =>
  await world.as(by, async (tx, actor) => await revokeShare(tx, actor, { shareId }))
const visit = async (token: string, code?: string) =>
  await world.asSystem(async (tx, actor) => await visitShare(tx, { token, code, source: '10.0.0.9', now: actor.now }))
const refusal = async (token: string, code?: string) => {
  const verdict = await visit(token, code)
  return 'refused' in verdict ? verdict.refused : null
}
/** What a token opens, as a server process that knows nothing of it yet finds out. */
const opened = async (token: string) => (await new ShareDesk(world.house).open(token, '10.0.0.9'))?.share ?? null

before(async () => {
  world = await createWorld()
  ward = await arrangeWard(world)
  colleague = await world.person(ward.here, 'doctor')
  patientId = await ward.register()
  studyId = newId<'study'>()
  series = [newId<'series'>(), newId<'series'>()]
  await world.sql(
    `insert into imaging.study (id, study_uid, archive_id, patient_id, facility_id, first_arrived_at, last_arrived_at, source, matched_by)
     values ($1, '1.2.3', 'a', $2, $3, now(), now(), 'edge', 'identifier')`,
    [studyId, patientId, ward.here],
  )
  for (const [index, id] of series.entries()) {
    await world.sql('insert into imaging.series (id, study_id, series_uid) values ($1, $2, $3)', [
      id,
      studyId,
      `1.2.3.${index}`,
    ])
    await world.sql(
      `insert into imaging.instance (id, study_id, series_id, sop_uid, sop_class, archive_id, syntax, sha256, bytes, tags, added_at)
       values ($1, $2, $3, $4, '1.2', $4, '1.2', 'x', 1, $5, now())`,
      [
        newId(),
        studyId,
        id,
        `1.2.3.${index}.1`,
        JSON.stringify({
          '00100010': { vr: 'PN', Value: [{ Alphabetic: 'VU^A DE' }] },
          '00100020': { vr: 'LO', Value: ['MN-1'] },
          '0020000D': { vr: 'UI', Value: ['1.2.3'] },
        }),
      ],
    )
  }
  desk = new ShareDesk(world.house)
})
after(async () => await world.close())

describe('images shared outside', () => {
  test('are opened by the token alone, without a name or a number, and the token is not kept', async () => {
    const { token } = await make()
    const share = await opened(token)
    assert.equal(share?.instances.length, 2)
    const said = JSON.stringify(share)
    assert.ok(!said.includes('VU^A DE') && !said.includes('MN-1') && !said.includes('Vừ A Dế'), said)
    assert.equal(await opened(`${token}x`), null)
    const rows = await world.sql('select token_hash from imaging.share')
    assert.ok(!JSON.stringify(rows).includes(token))
    const other = await opened((await make()).token)
    assert.notDeepEqual(other?.instances[0]?.tags['00100020'], share?.instances[0]?.tags['00100020'])
  })

  test('bear the name where it was said that they may, and files only then', async () => {
    const share = await opened((await make({ isIdentified: true, mayDownload: true })).token)
    assert.deepEqual(share?.instances[0]?.tags['00100010']?.Value, [{ Alphabetic: 'Vừ A Dế' }])
    await assert.rejects(make({ mayDownload: true }), { problem: 'download-needs-identity' })
  })

  test('are the chosen series only, and no other study’s', async () => {
    const [first] = series
    assert.ok(first)
    const share = await opened((await make({ seriesIds: [first] })).token)
    assert.deepEqual(
      share?.instances.map((each) => each.seriesUid),
      ['1.2.3.0'],
    )
    await assert.rejects(make({ seriesIds: [newId<'series'>()] }), { problem: 'not-found' })
  })

  test('close at their time, when they are revoked, and when the study leaves the record', async () => {
    const short = await make({ hours: 1 })
    const long = await make({ hours: 24 })
    world.clock.advance(hour + 1)
    assert.equal(await opened(short.token), null)
    await assert.rejects(revoke(short.shareId), { problem: 'share-closed' })
    assert.ok(await opened(long.token))
    const both = await Promise.allSettled([revoke(long.shareId), revoke(long.shareId, colleague)])
    assert.equal(both.filter((each) => each.status === 'fulfilled').length, 1)
    assert.equal(await opened(long.token), null)
    const third = await make()
    const elsewhere = await ward.register()
    await goTo(elsewhere)
    assert.equal(await opened(third.token), null)
    assert.deepEqual(await list(), [], 'those of the record that it left are not of this one')
    await goTo(patientId)
    assert.ok((await list()).some((each) => each.id === third.shareId))
  })

  test('show each opening to who treats the patient', async () => {
    const { shareId, token } = await make()
    await desk.open(token, '10.0.0.7')
    await desk.open(token, '10.0.0.7')
    // who holds the token elsewhere is another opening
    await desk.open(token, '10.0.0.8')
    const shown = (await list(colleague)).find((each) => each.id === shareId)
    assert.deepEqual(shown?.openings.map((each) => each.source).sort(), ['10.0.0.7', '10.0.0.8'])
    assert.equal(shown?.by.id, ward.doctor)
  })

  test('a revoked one is refused at once by a desk that heard of it', async () => {
    const { shareId, token } = await make()
    assert.ok(await desk.open(token, '10.0.0.7'))
    await revoke(shareId)
    desk.hear([{ topic: `patient/${patientId}`, type: 'share-revoked', at: '' }] as unknown as Parameters<
      ShareDesk['hear']
    >[0])
    assert.equal(await desk.open(token, '10.0.0.7'), null)
  })

  test('are shared, listed and revoked by nobody who only advises or is a stranger', async () => {
    const { shareId } = await make()
    const refused = async () => {
      await assert.rejects(make({}, ward.stranger), { problem: 'not-found' })
      await assert.rejects(list(ward.stranger), { problem: 'not-found' })
      await assert.rejects(revoke(shareId, ward.stranger), { problem: 'not-found' })
    }
    await refused()
    await grantSight(world, { patientId, personId: ward.stranger, by: ward.doctor })
    await refused()
    // a nurse here who is a doctor elsewhere shares nothing of here
    await world.sql(
      `insert into identity.role (id, person_id, facility_id, role, specialty, valid_from)
       select $1::uuid, person_id, $2::uuid, 'nurse', null, valid_from from identity.role where person_id = $3::uuid limit 1`,
      [newId(), ward.here, ward.stranger],
    )
    await refused()
  })

  test('are made in nobody else’s name, for no study of another patient, and never changed but to close them', async () => {
    const { shareId } = await make()
    const insert = async (createdBy: string, of: string) =>
      await world.as(ward.doctor, async (tx, { now }) => {
        await tx
          .insertInto('imaging.share')
          .values({
            ...{ id: newId(), study_id: studyId, patient_id: of, made_for: 'x', basis: 'written-request', reason: 'x' },
            ...{
              token_hash: newId(),
              is_identified: false,
              may_download: false,
              created_by: createdBy,
              created_at: now,
            },
            expires_at: now,
          })
          .execute()
      })
    await assert.rejects(insert(colleague, patientId), /row-level security/)
    await assert.rejects(insert(ward.doctor, await ward.register()), /row-level security/)
    await insert(ward.doctor, patientId)
    const change = async (set: object) =>
      await world.as(ward.doctor, async (tx) => {
        await tx.updateTable('imaging.share').set(set).where('id', '=', shareId).execute()
      })
    await assert.rejects(change({ is_identified: true }), /permission denied/)
    await assert.rejects(change({ revoked_at: new Date(), revoked_by: colleague }), /row-level security/)
  })

  test('by a link begin a visit, which ends with the share; the sender sees each', async () => {
    const { shareId, token } = await make()
    const verdict = await visit(token)
    assert.ok('visit' in verdict)
    const seen = await new ShareDesk(world.house).visit(verdict.visit)
    assert.equal(seen?.shareId, shareId)
    assert.equal(await new ShareDesk(world.house).visit(token), null, 'a token is no proof of a visit')
    assert.equal(await new ShareDesk(world.house).visit(`${verdict.visit}x`), null)
    assert.equal((await list()).find((each) => each.id === shareId)?.openings.length, 1)
    await revoke(shareId)
    assert.equal(await new ShareDesk(world.house).visit(verdict.visit), null)
    assert.equal(await refusal(token), 'not-found')
  })

  test('with a code open by link and code alone, and close at five wrong ones, also when they come at once', async () => {
    const { shareId, token, code } = await make({ withCode: true })
    assert.match(code ?? '', /^\d{6}$/)
    assert.equal(await opened(token), null, 'no viewer opens it by the token alone')
    const wrong = code === '000000' ? '000001' : '000000'
    assert.equal(await refusal(token), 'code-needed')
    for (let at = 0; at < 4; at += 1) assert.equal(await refusal(token, wrong), 'code-wrong')
    assert.equal(await refusal(token, code ?? ''), null, 'a right code begins anew')
    const tries = await Promise.all(Array.from({ length: 12 }, async () => await refusal(token, wrong)))
    assert.equal(tries.filter((each) => each === 'code-wrong').length, 5)
    assert.equal(await refusal(token, code ?? ''), 'not-found')
    assert.equal((await list()).find((each) => each.id === shareId)?.isLocked, true)
    const kept = JSON.stringify(await world.sql('select * from imaging.share where id = $1', [shareId]))
    assert.ok(!kept.includes(code ?? '?') && !kept.includes(token))
  })

  test('hold what came by themselves, and nothing that came by another one', async () => {
    const [one, two] = [await make({ mayAdd: true }), await make()]
    const added = newId<'series'>()
    await world.sql(
      'insert into imaging.series (id, study_id, series_uid, share_id, frames, preview_frames) values ($1, $2, $3, $4, 900, 900)',
      [added, studyId, '1.2.3.9', one.shareId],
    )
    await world.sql(
      `insert into imaging.instance (id, study_id, series_id, sop_uid, sop_class, archive_id, syntax, sha256, bytes, tags, added_at)
       values ($1, $2, $3, '1.2.3.9.1', '1.2', '1.2.3.9.1', '1.2', 'x', 1, '{}', now())`,
      [newId(), studyId, added],
    )
    const seriesIn = async (token: string) => new Set((await opened(token))?.instances.map((each) => each.seriesUid))
    assert.ok((await seriesIn(one.token)).has('1.2.3.9'))
    assert.deepEqual(await seriesIn(two.token), new Set(['1.2.3.0', '1.2.3.1']))
    const keys = await world.as(ward.doctor, async (tx) => await keysOf(tx, [studyId]))
    assert.equal(keys.get(studyId), undefined, 'what others added is not what is seen first')
    const addedBy = async () =>
      (await world.as(ward.doctor, async (tx, actor) => await listImages(tx, actor, { studyId }))).series.find(
        (each) => each.id === added,
      )?.addedBy
    assert.equal(await addedBy(), 'BS. Bình, Viện Tim')
    await goTo(await ward.register())
    assert.equal(await addedBy(), '', 'in another record it is from outside still, and for whom is not told')
    await goTo(patientId)
  })
})
