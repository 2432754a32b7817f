import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createWorld, type World } from '#platform/test/world.ts'
import { isPersonName, personalIdDoubts } from '../contract/names.ts'
import { createPatient as createEndpoint, identifierInput } from '../contract.ts'
import { createPatient } from './create-patient.ts'
import { findLikelyDuplicates } from './find-likely-duplicates.ts'
import { getPatient } from './get-patient.ts'
import { arrangeWard, type Ward } from './ward-under-test.ts'

let world: World
let ward: Ward

before(async () => {
  world = await createWorld()
  ward = await arrangeWard(world)
})
after(async () => await world.close())

const typed = (given: object = {}) => ({
  facilityId: ward.here,
  fullName: 'Lò Thị Mai',
  birthDate: null,
  birthYear: 1988,
  sex: 'female' as const,
  identifiers: [],
  isUnknown: false,
  isDespiteLikeness: false,
  ...given,
})
const alikeFor = async (person: string, given: object = {}) =>
  await world.as(person, async (tx, actor) =>
    (await findLikelyDuplicates(tx, actor, typed(given))).map((each) => each.id),
  )
const create = async (given: object = {}) =>
  await world.as(ward.doctor, async (tx, actor) => await createPatient(tx, actor, typed(given)))

describe('registering a patient', () => {
  test('the same words of the name with year and sex, or the same identifier, are said before anything is written', async () => {
    const known = await create({ identifiers: [{ system: 'personal-id', value: '011188000123' }] })
    assert.deepEqual(await alikeFor(ward.nurse), [known.id])
    assert.deepEqual(await alikeFor(ward.nurse, { fullName: 'LO  thi mai' }), [known.id])
    assert.deepEqual(await alikeFor(ward.nurse, { fullName: 'Mai Thị Lò' }), [known.id])
    assert.deepEqual(await alikeFor(ward.nurse, { birthYear: 1989 }), [])
    assert.deepEqual(await alikeFor(ward.nurse, { sex: 'male' }), [])
    const byNumber = {
      fullName: 'Quàng Văn Páo',
      birthYear: 1950,
      identifiers: [{ system: 'personal-id', value: '011188000123' }],
    }
    assert.deepEqual(await alikeFor(ward.nurse, byNumber), [known.id])
    await assert.rejects(create(), { problem: 'likely-duplicate' })
    const other = await create({ isDespiteLikeness: true })
    assert.notEqual(other.id, known.id)
  })

  test('a hospital that treats none of them is told of nobody', async () => {
    assert.deepEqual(await alikeFor(ward.stranger), [])
  })

  test('an identifier that the facility gave to another patient is refused', async () => {
    const identifiers = [{ system: 'mrn', value: 'MN-26-0001' }]
    await create({ fullName: 'Giàng A Páo', identifiers })
    await assert.rejects(create({ fullName: 'Sùng Thị Dua', identifiers }), { problem: 'likely-duplicate' })
    await assert.rejects(create({ fullName: 'Sùng Thị Dua', identifiers, isDespiteLikeness: true }), {
      problem: 'identifier-taken',
    })
  })

  test('an unknown patient is registered with what is seen of them and a temporary identifier', async () => {
    const first = await create({ fullName: 'Nam, khoảng 40, áo xanh', isUnknown: true, birthYear: null, sex: 'male' })
    const second = await create({ fullName: 'Nam, khoảng 40, áo xanh', isUnknown: true, birthYear: null, sex: 'male' })
    assert.notEqual(first.lastDigits, second.lastDigits)
    const record = await world.as(
      ward.doctor,
      async (tx, actor) => await getPatient(tx, actor, { patientId: first.id }),
    )
    assert.equal(record.isUnknown, true)
    assert.deepEqual(
      record.identifiers.map((each) => each.system),
      ['temporary'],
    )
  })

  test('nobody registers at a facility where they do not work', async () => {
    const elsewhere = world.as(
      ward.doctor,
      async (tx, actor) => await createPatient(tx, actor, typed({ facilityId: ward.elsewhere })),
    )
    await assert.rejects(elsewhere, { problem: 'not-your-facility' })
  })
})

describe('what is typed', () => {
  test('names of all peoples of the country are names, figures and signs are not', () => {
    for (const name of ["H'Hen Niê", 'Y Moan Êñuôl', 'Nguyễn Thị Minh Khai', 'Y', 'Tôn-Thất Bách', 'Ƀut Kbuôr']) {
      assert.ok(isPersonName(name), name)
    }
    for (const name of ['', '12', 'A<b>', 'Nam, 40', '-']) assert.ok(!isPersonName(name), name)
    const parse = (fullName: string, isUnknown: boolean) =>
      createEndpoint.input.safeParse({ ...typed(), fullName, isUnknown }).success
    assert.deepEqual([parse('Nam, 40', false), parse('Nam, 40', true), parse('Lò Thị Mai', false)], [false, true, true])
  })

  test('a personal id that does not fit sex or year of birth is doubted, not refused', () => {
    assert.deepEqual(personalIdDoubts('079185012345', { sex: 'female', birthYear: 1985 }), [])
    assert.deepEqual(personalIdDoubts('001201000123', { sex: 'male', birthYear: 2001 }), [])
    assert.deepEqual(personalIdDoubts('079185012345', { sex: 'male', birthYear: 1986 }), ['sex', 'birth-year'])
    assert.deepEqual(personalIdDoubts('079185012345', { sex: 'unknown', birthYear: null }), [])
  })

  test('identifiers have the shape of their kind', () => {
    const fits = (system: string, value: string) => identifierInput.safeParse({ system, value }).success
    assert.ok(fits('personal-id', '079185012345') && !fits('personal-id', '07918501234'))
    assert.ok(fits('bhyt', 'DN4797912345678') && fits('bhyt', '7912345678') && !fits('bhyt', 'DN9797912345678'))
    assert.ok(fits('temporary', 'T261122-ab12') && !fits('temporary', '079185012345'))
  })
})
