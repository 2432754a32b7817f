import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { roleName } from '#capabilities/identity/contract.ts'
import type { Actor } from '#platform/server/actor.ts'
import { newId } from '#platform/server/new-id.ts'
import { crossed } from './crossed-inputs.ts'
import { type Matrix, type MatrixCase, openMatrix } from './matrix-under-test.ts'

const roles = roleName.options

// of what is one's own it is said that it is not so, or is so already, whatever else was named
const mismatch: Record<string, number> = { 'unmatch-study': 409, 'request-transfer': 409 }

let matrix: Matrix
let of: MatrixCase

before(async () => {
  matrix = await openMatrix()
  of = matrix.of
})
after(async () => await matrix.close())

const names = () => matrix.handlers.map((each) => each.endpoint.name)
const rowOf = (name: string) => {
  const row = of.rows[name]
  assert.ok(row, `${name} has no row`)
  return row
}
const tracesIn = (body: string) =>
  [of.here.patientId, of.ids.consultId, of.ids.studyId, of.ids.warningId, 'Vừ A Dế'].filter((secret) =>
    body.includes(secret),
  )

/** Calls every endpoint for the case as somebody who has no part in it. */
async function assertNothingIsReached(who: Actor, said: string): Promise<void> {
  for (const name of names()) {
    const row = rowOf(name)
    const answer = await matrix.call(who, name, row.input())
    const what = `${name} as ${said}: ${answer.status} ${answer.body}`
    if (row.foreign === 'refused') assert.ok([401, 403, 404].includes(answer.status), what)
    else if (answer.status !== 403) assert.equal(answer.status, 200, what)
    if (row.nothing && answer.status === 200) assert.deepEqual(answer.json(), row.nothing, what)
    assert.deepEqual(tracesIn(answer.body), [], what)
  }
}

describe('the refusal matrix', () => {
  test('every endpoint has a row, and every row an endpoint', () => {
    assert.deepEqual(names().sort(), Object.keys(of.rows).sort())
  })

  test('nobody without a session gets anything but the sign-in', async () => {
    for (const name of names()) {
      const row = rowOf(name)
      if (row.anyone) continue
      const answer = await matrix.call(null, name, row.input())
      assert.equal(answer.status, 401, `${name} answered a stranger: ${answer.body}`)
    }
  })

  for (const role of roles) {
    test(`a ${role} of a foreign hospital reaches nothing of the case`, async () => {
      const facility = await matrix.world.facility(`Foreign ${role}`)
      await assertNothingIsReached(
        await matrix.world.actor(await matrix.world.person(facility, role, 'stroke')),
        `a foreign ${role}`,
      )
    })
  }

  test('an expert whose sight has ended reaches nothing of the record and its images', async () => {
    const { world } = matrix
    const expert = await world.person(await world.facility('Bạch Mai, once'), 'doctor', 'stroke')
    await world.sql(
      `insert into records.access_grant (id, patient_id, person_id, consult_id, basis, starts_at, ends_at, granted_by, created_at)
       values ($1, $2, $3, $4, 'emergency-19-1-a', $5::timestamptz - interval '2 hours', $5::timestamptz - interval '1 hour', $6, $5)`,
      [newId(), of.here.patientId, expert, of.ids.consultId, world.clock.now(), of.here.asker],
    )
    await assertNothingIsReached(await world.actor(expert), 'an expert whose sight has ended')
  })

  test('who has a case of their own reaches nothing of another by any one of its ids', async () => {
    const who = await matrix.world.actor(matrix.other.here.asker)
    let tried = 0
    for (const name of names()) {
      const own = matrix.other.rows[name]
      assert.ok(own)
      const [mine, again, theirs] = [own.input(), own.input(), rowOf(name).input()]
      for (const { path, input } of crossed(mine, again, theirs)) {
        const answer = await matrix.call(who, name, input)
        const what = `${name} with the ${path} of another case: ${answer.status} ${answer.body}`
        assert.ok([401, 403, 404, mismatch[name]].includes(answer.status), what)
        assert.deepEqual(tracesIn(answer.body), [], what)
        tried += 1
      }
    }
    assert.ok(tried > 40, `${tried} calls`)
  })

  test('the same calls do reach the case for those who take part, so that the matrix can fail', async () => {
    const inside: Record<string, readonly string[]> = {
      [of.here.first]: [
        ...['get-consult', 'get-patient', 'list-studies', 'get-desk', 'list-messages', 'get-early-warning'],
        ...['list-images', 'list-marks', 'list-key-images', 'get-key-picture', 'get-image-frame', 'get-series-picture'],
        ...['get-slide-tile', 'get-object-content', 'list-results', 'get-result-masks', 'switch-results', 'save-marks'],
      ],
      [of.here.asker]: [
        ...['list-due-tasks', 'list-warnings', 'list-shares', 'caption-key-image', 'remove-key-image', 'remove-mark'],
        ...['list-removed-studies', 'remove-study'],
      ],
      [of.leader]: ['list-legal-holds', 'count-open-reviews', 'list-overrides'],
    }
    for (const [person, reached] of Object.entries(inside)) {
      const who = await matrix.world.actor(person)
      for (const name of reached) {
        const row = rowOf(name)
        const answer = await matrix.call(who, name, row.input())
        assert.equal(answer.status, 200, `${name}: ${answer.body}`)
        if (row.nothing) assert.notDeepEqual(answer.json(), row.nothing, name)
        else if (row.foreign === 'no-trace')
          assert.ok(answer.body.includes(of.here.patientId) || answer.body.includes(of.ids.consultId), name)
      }
    }
    // reached, and then refused by what they are: held already; no picture that can be drawn
    for (const [person, name, status] of [
      [of.leader, 'hold-by-identifier', 409],
      [of.here.first, 'keep-key-image', 422],
    ] as const) {
      const answer = await matrix.call(await matrix.world.actor(person), name, rowOf(name).input())
      assert.equal(answer.status, status, `${name}: ${answer.body}`)
    }
  })
})

describe('at the door of every endpoint', () => {
  test('a secret that is shown once is not kept for who sends the command again', async () => {
    const once = matrix.handlers.filter((each) => each.endpoint.isShownOnce).map((each) => each.endpoint.name)
    assert.deepEqual(once.sort(), ['make-edge-code', 'make-share', 'reset-password'])
    const key = newId()
    const asker = await matrix.world.actor(of.here.asker)
    const answers = [1, 2].map(async () => await matrix.call(asker, 'make-share', rowOf('make-share').input(), { key }))
    // the output of make-share
    const tokens = (await Promise.all(answers)).map((answer) => (answer.json() as { token: string }).token)
    assert.equal(new Set(tokens).size, 2)
    const kept = JSON.stringify(await matrix.world.sql('select * from platform.idempotency where key = $1', [key]))
    for (const token of tokens) assert.ok(token && !kept.includes(token), kept)
  })

  test('a call from another site is refused, whoever makes it', async () => {
    const first = await matrix.world.actor(of.here.first)
    const answer = await matrix.callFromElsewhere(first, `/api/consults/${of.ids.consultId}/accept`)
    assert.equal(answer.status, 403)
    assert.ok(answer.body.includes('"name":"cross-site-request"'), answer.body)
  })

  test('every refusal of a foreign hospital is in the audit trail', async () => {
    const facility = await matrix.world.facility('Audited')
    const foreign = await matrix.world.actor(await matrix.world.person(facility, 'doctor'))
    await matrix.call(foreign, 'get-patient', { patientId: of.here.patientId })
    const rows = await matrix.world.sql(
      'select outcome, problem, patient_id from platform.audit_entry where person_id = $1',
      [foreign.personId],
    )
    assert.deepEqual(rows, [{ outcome: 'refused', problem: 'not-found', patient_id: of.here.patientId }])
  })
})
