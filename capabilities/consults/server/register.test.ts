import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { acceptConsult } from './accept-consult.ts'
import { concludeConsult } from './conclude-consult.ts'
import { arrangeEmergency, type Emergency } from './emergency-under-test.ts'
import { listRegister } from './list-register.ts'

let world: World
let here: Emergency
let consultId: Id<'consult'>

const list = async (person: string, given: { department?: string; from?: string; to?: string } = {}) =>
  await world.as(person, async (tx, actor) => {
    const { department = '', from = '2026-11-01', to = '2026-11-30' } = given
    return await listRegister(tx, actor, { facilityId: here.asking as Id<'facility'>, department, from, to })
  })

before(async () => {
  world = await createWorld()
  here = await arrangeEmergency(world)
  await world.sql(
    `insert into records.encounter (id, patient_id, facility_id, department, created_at)
     values (gen_random_uuid(), $1, $2, 'Cấp cứu', now())`,
    [here.patientId, here.asking],
  )
  consultId = await here.ask()
  await world.as(here.first, async (tx, actor) => await acceptConsult(tx, actor, { consultId }))
  await world.as(here.first, async (tx, actor) => {
    await concludeConsult(tx, actor, { consultId, conclusion: 'x', nextTreatment: 'x', certainty: 'high' })
  })
})
after(async () => await world.close())

describe('the register of consultations', () => {
  test('lists by facility, department and period, with number, chair and secretary', async () => {
    const { lines, departments } = await list(here.asker)
    assert.deepEqual(
      lines.map((line) => [line.number, line.year, line.department, line.patient?.fullName, line.status]),
      [[1, 2026, 'Cấp cứu', 'Vừ A Dế', 'concluded']],
    )
    assert.deepEqual([lines[0]?.chair?.id, lines[0]?.secretary?.id], [here.first, here.asker])
    assert.deepEqual(departments, ['Cấp cứu'])
    assert.equal((await list(here.asker, { department: 'Sản' })).lines.length, 0)
    assert.equal((await list(here.asker, { to: '2026-11-21' })).lines.length, 0)
    assert.equal((await list(here.asker, { from: '2026-11-22', to: '2026-11-22' })).lines.length, 1)
  })

  test('is read by a leader of the facility, who learns no name that they may not see, and by nobody elsewhere', async () => {
    const leader = await world.person(here.asking, 'leader')
    const { lines } = await list(leader)
    assert.deepEqual([lines.length, lines[0]?.patient], [1, null])
    await assert.rejects(list(here.stranger), refusal('not-your-facility'))
    await assert.rejects(list(here.asker, { to: '2026-10-01' }), refusal('ends-before-it-begins'))
  })
})
