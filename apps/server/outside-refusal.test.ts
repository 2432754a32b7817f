import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { visitShare } from '#capabilities/imaging/server/shares/visit-share.ts'
import { type Matrix, type MatrixCase, openMatrix } from './matrix-under-test.ts'

let matrix: Matrix
let of: MatrixCase
let other: MatrixCase

before(async () => {
  matrix = await openMatrix()
  ;({ of, other } = matrix)
})
after(async () => await matrix.close())

/** The endpoints for which a token or a visit is the proof, with their rows. */
const proven = () =>
  Object.entries(of.rows).flatMap(([name, { input, headers }]) => (headers ? [{ name, input, headers }] : []))
const tracesIn = (body: string) =>
  [of.here.patientId, of.ids.studyUid, of.ids.studyId, of.ids.instanceId].filter((each) => body.includes(each))

describe('images shared outside', () => {
  test('are reached by the token or the visit of their share', async () => {
    assert.ok(proven().length > 15)
    for (const { name, input, headers } of proven()) {
      const answer = await matrix.call(null, name, input(), { headers: headers(of.ids) })
      // what would come from the archive is off here, or holds no picture; it was let in
      assert.ok(![400, 401, 403, 404].includes(answer.status), `${name}: ${answer.status} ${answer.body}`)
      assert.ok(answer.status < 500 || answer.status === 503, `${name}: ${answer.status} ${answer.body}`)
    }
  })

  test('are not reached with nothing, a made-up proof, or a session of the very hospital', async () => {
    const asker = await matrix.world.actor(of.here.asker)
    const made = (text: string) => text.replace(/.{43}$/, 'x'.repeat(43))
    for (const { name, input, headers } of proven()) {
      const madeUp = Object.fromEntries(Object.entries(headers(of.ids)).map(([key, value]) => [key, made(value)]))
      for (const [who, sent] of [
        [null, {}],
        [asker, {}],
        [asker, madeUp],
      ] as const) {
        const answer = await matrix.call(who, name, input(), { headers: sent })
        assert.ok([401, 404].includes(answer.status), `${name}: ${answer.status} ${answer.body}`)
        assert.deepEqual(tracesIn(answer.body), [], name)
      }
    }
  })

  test('are not reached by the token or the visit of another study', async () => {
    for (const { name, input, headers } of proven()) {
      const answer = await matrix.call(null, name, input(), { headers: headers(other.ids) })
      assert.deepEqual(tracesIn(answer.body), [], name)
      // what names no study answers for the one that was shared
      const isOfOwn = Object.keys(input()).length === 0
      assert.equal(answer.status, isOfOwn ? 200 : 404, `${name}: ${answer.status} ${answer.body}`)
    }
  })

  test('are not reached by a token that stands for a visit, or a visit for a token', async () => {
    for (const { name, input, headers } of proven()) {
      const turned = { ...of.ids, token: of.ids.visit, visit: of.ids.token }
      const answer = await matrix.call(null, name, input(), { headers: headers(turned) })
      assert.equal(answer.status, 404, `${name}: ${answer.status} ${answer.body}`)
    }
  })

  test('are reached by nobody any more once the share is revoked', async () => {
    const asker = await matrix.world.actor(other.here.asker)
    const begun = await matrix.world.asSystem(async (tx, { now }) =>
      visitShare(tx, { token: other.ids.token, code: undefined, source: '10.0.0.9', now }),
    )
    assert.ok('visit' in begun)
    const revoked = await matrix.call(asker, 'revoke-share', other.rows['revoke-share']?.input() ?? {})
    assert.equal(revoked.status, 200, revoked.body)
    matrix.shares.hear(matrix.world.hints)
    for (const { name, headers } of proven()) {
      const input = other.rows[name]?.input() ?? {}
      const answer = await matrix.call(null, name, input, { headers: headers({ ...other.ids, visit: begun.visit }) })
      assert.equal(answer.status, 404, `${name}: ${answer.status} ${answer.body}`)
    }
  })
})
