import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { roleName } from '#capabilities/identity/contract.ts'
import { topicRules } from './capabilities.ts'
import { type Matrix, openMatrix } from './matrix-under-test.ts'

const roles = roleName.options

let matrix: Matrix

before(async () => {
  matrix = await openMatrix()
})
after(async () => await matrix.close())

const rules = topicRules
/** For every kind of topic the one of the case, and who hears it. */
const topics = (): Record<string, { rest: string; heardBy: string }> => {
  const { ids, here } = matrix.of
  return {
    person: { rest: here.asker, heardBy: here.asker },
    // a session of sign-in: that of all who act in a test is called so
    session: { rest: 'another session', heardBy: '' },
    facility: { rest: here.asking, heardBy: here.asker },
    patient: { rest: here.patientId, heardBy: here.first },
    'session-room': { rest: ids.sessionId, heardBy: here.first },
    consult: { rest: ids.consultId, heardBy: here.first },
    transfer: { rest: ids.transferId, heardBy: here.asker },
  }
}
const hears = async (personId: string, kind: string, rest: string) => {
  const rule = rules[kind]
  assert.ok(rule)
  return await matrix.world.as(personId, async (tx, actor) => await rule(tx, actor, rest))
}

describe('what is heard on the socket', () => {
  test('has a row for every kind of topic', () => {
    assert.deepEqual(Object.keys(topics()).sort(), Object.keys(rules).sort())
  })

  test('is heard by those whom it concerns, so that the next can fail', async () => {
    for (const [kind, { rest, heardBy }] of Object.entries(topics()))
      if (heardBy) assert.notEqual(await hears(heardBy, kind, rest), null, kind)
  })

  test('is not heard by anybody of a foreign hospital, nor by who has a case of their own', async () => {
    const { world, other } = matrix
    const people = [other.here.asker, other.here.first, other.here.coordinator]
    for (const role of roles) people.push(await world.person(await world.facility(`Deaf ${role}`), role, 'stroke'))
    for (const person of people)
      for (const [kind, { rest }] of Object.entries(topics()))
        assert.equal(await hears(person, kind, rest), null, `${kind} heard by ${person}`)
  })
})
