import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { dateOf, facilitiesOn, facilityNames } from './facility-row.ts'
import { findSupport } from './find-support.ts'
import { getFacility } from './get-facility.ts'

let world: World
let commune: string
let central: string

before(async () => {
  world = await createWorld()
  commune = await world.facility('TTYT huyện Mường Nhé')
  central = await world.facility('Bạch Mai')
  await world.sql(`update network.facility_name set valid_to = '2025-07-01' where facility_id = $1`, [commune])
  await world.sql(
    `insert into network.facility_name (facility_id, valid_from, name, short_name, name_folded, province_code)
     values ($1, '2025-07-01', 'TTYT khu vực Mường Nhé', 'Mường Nhé', 'muong nhe', '11')`,
    [commune],
  )
  await world.sql(
    `insert into network.facility_level (facility_id, valid_from, valid_to, care_level, legacy_tier, authority)
     values ($1, '2000-01-01', '2025-01-01', null, 'huyen', 'SYT'), ($1, '2025-01-01', null, 'co-ban', null, 'SYT')`,
    [commune],
  )
})
after(async () => await world.close())

const on = (date: string) => new Date(`${date}T05:00:00Z`)
const nameOn = async (date: string) =>
  await world.asSystem(async (tx) => (await facilityNames(tx, [commune], on(date))).get(commune)?.name)
const levelOn = async (date: string) =>
  await world.asSystem(async (tx, actor) => {
    const facility = await getFacility(tx, { ...actor, now: on(date) }, { facilityId: commune })
    return [facility.careLevel, facility.legacyTier]
  })

describe('what is dated', () => {
  test('a name holds from its first day to the day before the next', async () => {
    assert.equal(await nameOn('2025-06-30'), 'TTYT huyện Mường Nhé')
    assert.equal(await nameOn('2025-07-01'), 'TTYT khu vực Mường Nhé')
    assert.equal(await nameOn('1999-12-31'), undefined)
    const rows = await world.asSystem(
      async (tx) => await facilitiesOn(tx, on('2025-07-01')).where('f.id', '=', commune).execute(),
    )
    assert.equal(rows.length, 1)
  })

  test('a day begins at midnight in Vietnam, not in Greenwich', () => {
    assert.equal(dateOf(new Date('2025-06-30T16:59:59Z')), '2025-06-30')
    assert.equal(dateOf(new Date('2025-06-30T17:00:00Z')), '2025-07-01')
  })

  test('level and tier are those of the day, and the page keeps both', async () => {
    assert.deepEqual(await levelOn('2024-12-31'), [null, 'huyen'])
    assert.deepEqual(await levelOn('2025-01-01'), ['co-ban', null])
    const page = await world.asSystem(async (tx, actor) => await getFacility(tx, actor, { facilityId: commune }))
    assert.deepEqual(
      page.levels.map((level) => level.validFrom),
      ['2025-01-01', '2000-01-01'],
    )
    assert.equal(page.names.length, 2)
  })
})

describe('who supports', () => {
  const link = async (
    from: string,
    given: { specialty: string | null; priority?: number; dates: [string, string | null] },
  ) =>
    await world.sql(
      `insert into network.support_link (id, from_facility_id, to_facility_id, programme, specialty, priority, valid_from, valid_to)
       values ($1, $2, $3, 'chi-dao-tuyen', $4, $5, $6, $7)`,
      [newId(), from, commune, given.specialty, given.priority ?? 1, ...given.dates],
    )
  const supportOn = async (date: string, specialty = 'stroke') =>
    await world.asSystem(async (tx) =>
      (await findSupport(tx, commune, specialty, on(date))).map((found) => [found.facilityId, found.isForSpecialty]),
    )

  test('a link holds from its first day to the day before its last, for its specialty', async () => {
    await link(central, { specialty: 'stroke', dates: ['2026-01-01', '2026-03-01'] })
    assert.deepEqual(await supportOn('2025-12-31'), [])
    assert.deepEqual(await supportOn('2026-01-01'), [[central, true]])
    assert.deepEqual(await supportOn('2026-02-28'), [[central, true]])
    assert.deepEqual(await supportOn('2026-03-01'), [])
    assert.deepEqual(await supportOn('2026-02-01', 'obstetrics'), [])
  })

  test('a link for the very specialty goes before a general one, then the priority decides', async () => {
    const [general, province, other] = [
      await world.facility('ĐK tỉnh'),
      await world.facility('Lai Châu'),
      await world.facility('Việt Đức'),
    ]
    await link(general, { specialty: null, dates: ['2026-05-01', null] })
    await link(other, { specialty: 'stroke', priority: 2, dates: ['2026-05-01', null] })
    await link(province, { specialty: 'stroke', priority: 1, dates: ['2026-05-01', null] })
    assert.deepEqual(await supportOn('2026-06-01'), [
      [province, true],
      [other, true],
      [general, false],
    ])
    assert.deepEqual(await supportOn('2026-06-01', 'obstetrics'), [[general, false]])
  })

  test('the page of a facility names both sides of a link', async () => {
    const both = await world.asSystem(async (tx, actor) => [
      (await getFacility(tx, actor, { facilityId: commune })).links.find((each) => each.other.id === central)
        ?.direction,
      (await getFacility(tx, actor, { facilityId: central })).links.find((each) => each.other.id === commune)
        ?.direction,
    ])
    assert.deepEqual(both, ['is-supported-by', 'supports'])
  })
})
