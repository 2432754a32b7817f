import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { newId } from '#platform/server/new-id.ts'
import { Problem } from '#platform/server/problem.ts'
import { fuzz } from '#platform/test/chance.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { listAbsences, recordAbsence, withdrawAbsence } from './absences.ts'
import { copyWeek } from './copy-week.ts'
import { rosterNow } from './duty-row.ts'
import { importRoster } from './import-roster.ts'
import { listRosterGaps } from './list-roster-gaps.ts'
import { readRosterFile } from './read-roster-file.ts'
import { searchDuty } from './search-duty.ts'
import { answerSwap, askSwap, listSwaps } from './swaps.ts'

let world: World
let facilityId: Id<'facility'>
let other: string
let planner: string
let doctor: Id<'person'>
let colleague: Id<'person'>

const shift = async (person: string, from: string, to: string, position = 'first') => {
  const id = newId<'duty-shift'>()
  await world.sql(
    `insert into identity.duty_shift (id, facility_id, specialty, position, person_id, starts_at, ends_at) values ($1, $2, 'stroke', $3, $4, $5, $6)`,
    [id, facilityId, position, person, from, to],
  )
  return id
}
const personAt = async (shiftId: string) =>
  (await world.sql('select person_id from identity.duty_shift where id = $1', [shiftId]))[0]?.['person_id']

before(async () => {
  world = await createWorld()
  facilityId = (await world.facility('Bạch Mai')) as Id<'facility'>
  other = await world.facility('Mường Nhé')
  planner = await world.person(facilityId, 'coordinator')
  doctor = (await world.person(facilityId, 'doctor', 'stroke')) as Id<'person'>
  colleague = (await world.person(facilityId, 'doctor', 'stroke')) as Id<'person'>
  await world.sql(
    `insert into network.support_link (id, from_facility_id, to_facility_id, programme, specialty, valid_from) values ($1, $2, $3, 'telehealth', 'stroke', '2021-01-01')`,
    [newId(), facilityId, other],
  )
})
after(async () => await world.close())

describe('gaps', () => {
  test('two weeks ahead, for the specialties in which others rely on the facility, with the holidays', async () => {
    await world.sql(`insert into identity.holiday values ('2026-11-30', 'Ngày thử', 'Test day', 'test')`)
    await shift(doctor, '2026-11-22T00:00:00Z', '2026-11-30T00:00:00Z')
    const { gaps, holidays } = await world.as(
      doctor,
      async (tx, actor) => await listRosterGaps(tx, actor, { facilityId }),
    )
    assert.deepEqual(gaps, [{ specialty: 'stroke', from: '2026-11-30T00:00:00.000Z', to: '2026-12-06T06:00:00.000Z' }])
    assert.deepEqual(
      holidays.map((each) => each.date),
      ['2026-11-30'],
    )
    const stranger = await world.person(other, 'doctor')
    await assert.rejects(
      world.as(stranger, async (tx, actor) => await listRosterGaps(tx, actor, { facilityId })),
      refusal('not-found'),
    )
  })

  test('whoever is away is not rung; the roster says so to everybody', async () => {
    const away = {
      facilityId,
      personId: doctor,
      startsAt: toInstant(new Date('2026-11-22T05:00:00Z')),
      endsAt: toInstant(new Date('2026-11-22T09:00:00Z')),
      reason: 'Ốm',
    }
    await assert.rejects(
      world.as(colleague, async (tx, actor) => await recordAbsence(tx, actor, away)),
      refusal('not-found'),
    )
    const rung = async () =>
      (
        await world.asSystem(
          async (tx, actor) => await rosterNow(tx, { facilityId, specialty: 'stroke', now: actor.now }),
        )
      ).length
    assert.equal(await rung(), 1)
    await world.as(doctor, async (tx, actor) => await recordAbsence(tx, actor, away))
    assert.equal(await rung(), 0)
    const [told] = await world.as(colleague, async (tx, actor) => await listAbsences(tx, actor, { facilityId }))
    assert.equal(told?.person.id, doctor)
    const absenceId = told?.id ?? newId<'absence'>()
    const withdraw = async (person: string) =>
      await world.as(person, async (tx, actor) => await withdrawAbsence(tx, actor, { facilityId, absenceId }))
    await assert.rejects(withdraw(colleague), refusal('not-found'))
    await withdraw(doctor)
    assert.equal(await rung(), 1)
    await assert.rejects(withdraw(planner), refusal('not-found'))
    assert.deepEqual(await world.as(colleague, async (tx, actor) => await listAbsences(tx, actor, { facilityId })), [])
  })
})

describe('copying a week', () => {
  test('duties are copied once; places that are taken and people who left are passed over', async () => {
    const copy = async () =>
      await world.as(
        planner,
        async (tx, actor) => await copyWeek(tx, actor, { facilityId, from: '2026-11-30', to: '2026-12-07' }),
      )
    await shift(doctor, '2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z')
    await shift(colleague, '2026-12-02T00:00:00Z', '2026-12-03T00:00:00Z')
    await shift(colleague, '2026-12-09T00:00:00Z', '2026-12-09T12:00:00Z')
    assert.deepEqual(await copy(), { copied: 1, skipped: 1 })
    assert.deepEqual(await copy(), { copied: 0, skipped: 2 })
    await assert.rejects(
      world.as(
        planner,
        async (tx, actor) => await copyWeek(tx, actor, { facilityId, from: '2026-11-30', to: '2026-12-03' }),
      ),
      refusal('not-a-whole-number-of-weeks'),
    )
    await assert.rejects(
      world.as(
        doctor,
        async (tx, actor) => await copyWeek(tx, actor, { facilityId, from: '2026-11-30', to: '2026-12-07' }),
      ),
      refusal('not-found'),
    )
  })
})

describe('swaps', () => {
  const ask = async (
    shiftId: Id<'duty-shift'>,
    inReturnShiftId: Id<'duty-shift'> | null = null,
    toPersonId = colleague,
  ) =>
    await world.as(
      doctor,
      async (tx, actor) => await askSwap(tx, actor, { facilityId, shiftId, toPersonId, inReturnShiftId }),
    )
  const answer = async (person: string, swapId: Id<'swap'>, said: 'accepted' | 'declined' | 'withdrawn') =>
    await world.as(person, async (tx, actor) => await answerSwap(tx, actor, { facilityId, swapId, answer: said }))

  test('both duties change hands when both have accepted, and not before', async () => {
    const mine = await shift(doctor, '2026-12-20T00:00:00Z', '2026-12-21T00:00:00Z')
    const theirs = await shift(colleague, '2026-12-22T00:00:00Z', '2026-12-23T00:00:00Z')
    const { swapId } = await ask(mine, theirs)
    assert.deepEqual([await personAt(mine), await personAt(theirs)], [doctor, colleague])
    const [waiting] = await world.as(colleague, async (tx, actor) => await listSwaps(tx, actor, { facilityId }))
    assert.deepEqual([waiting?.id, waiting?.isForMe], [swapId, true])
    await assert.rejects(answer(doctor, swapId, 'accepted'), refusal('not-found'))
    await answer(colleague, swapId, 'accepted')
    assert.deepEqual([await personAt(mine), await personAt(theirs)], [colleague, doctor])
    await assert.rejects(answer(colleague, swapId, 'accepted'), refusal('swap-is-over'))
  })

  test('one duty is asked of one colleague at a time; declined, it stays', async () => {
    const mine = await shift(doctor, '2026-12-24T00:00:00Z', '2026-12-25T00:00:00Z')
    const { swapId } = await ask(mine)
    await assert.rejects(ask(mine), refusal('already-asked'))
    await answer(colleague, swapId, 'declined')
    assert.equal(await personAt(mine), doctor)
  })

  test('accepting and taking back at once: one of them holds', async () => {
    const mine = await shift(doctor, '2026-12-26T00:00:00Z', '2026-12-27T00:00:00Z')
    const { swapId } = await ask(mine)
    const answers = await Promise.allSettled([
      answer(colleague, swapId, 'accepted'),
      answer(doctor, swapId, 'withdrawn'),
    ])
    assert.deepEqual(answers.map((each) => each.status).sort(), ['fulfilled', 'rejected'])
  })

  test('nobody swaps the duty of another, or with a nurse', async () => {
    const theirs = await shift(colleague, '2026-12-28T00:00:00Z', '2026-12-29T00:00:00Z')
    await assert.rejects(ask(theirs), refusal('not-your-shift'))
    const mine = await shift(doctor, '2026-12-28T00:00:00Z', '2026-12-29T00:00:00Z')
    const nurse = (await world.person(facilityId, 'nurse')) as Id<'person'>
    await assert.rejects(ask(mine, null, nurse), refusal('cannot-take-this-duty'))
  })
})

describe('importing a roster', () => {
  const head = 'ngày;từ;đến;chuyên khoa;vị trí;thư điện tử\n'
  const mail = (person: string) => `${person}@test.example`
  const load = async (text: string | Buffer, isTrial = false) => {
    const lines = await readRosterFile(Buffer.from(text))
    const input = { facilityId, name: 'x.csv', base64: '', isTrial, lines }
    return await world.as(planner, async (tx, actor) => await importRoster(tx, actor, input))
  }

  test('every faulty line is named, and nothing is saved while one is faulty', async () => {
    const result = await load(
      `${head}01/01/2027;07:00;07:00;Đột quỵ;Trực 1;${mail(doctor)}
31/02/2027;07:00;07:00;Đột quỵ;Trực 1;${mail(doctor)}
01/01/2027;25:00;07:00;Đột quỵ;Trực 1;${mail(doctor)}
01/01/2027;07:00;07:00;Đột ngột;Trực 1;${mail(doctor)}
01/01/2027;07:00;07:00;Đột quỵ;Trực 9;${mail(doctor)}
01/01/2027;07:00;07:00;Đột quỵ;Trực 1;ai@do.example
01/01/2020;07:00;07:00;Đột quỵ;Trực 1;${mail(doctor)}
01/01/2027;07:00;;Đột quỵ;Trực 1;${mail(doctor)}
01/01/2027;07:00;07:00;dot quy;truc 1;${mail(doctor)}
`,
    )
    assert.deepEqual(
      result.faults.map(({ line, problem }) => [line, problem]),
      [
        [3, 'date-unread'],
        [4, 'time-unread'],
        [5, 'specialty-unknown'],
        [6, 'position-unknown'],
        [7, 'person-unknown'],
        [8, 'shift-is-over'],
        [9, 'line-incomplete'],
        [10, 'twice-in-the-file'],
      ],
    )
    assert.equal(result.saved, 0)
  })

  test('a file without faults is saved; a trial saves nothing; 07:00 to 07:00 lasts a day', async () => {
    const text = `${head}02/01/2027,x`
      .replaceAll(';', ',')
      .replace('02/01/2027,x', `02/01/2027,7h,07:00,stroke,first,${mail(colleague)}\n`)
    assert.deepEqual(await load(text, true), { lines: 1, saved: 0, faults: [] })
    assert.deepEqual(await load(text), { lines: 1, saved: 1, faults: [] })
    const [row] = await world.sql(
      `select starts_at, ends_at from identity.duty_shift where starts_at = '2027-01-02T00:00:00Z' and person_id = $1`,
      [colleague],
    )
    assert.deepEqual(row?.['ends_at'], new Date('2027-01-03T00:00:00.000Z'))
  })

  test('a spreadsheet is read as people see it', async () => {
    const cell = (text: string, at: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`
    const row = (cells: string[], at: number) =>
      `<row r="${at}">${cells.map((text, place) => cell(text, `${'AB'[place]}${at}`)).join('')}</row>`
    const sheet = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${row(['ngày', 'từ'], 1)}${row(['03/01/2027', '07:00'], 2)}</sheetData></worksheet>`
    const bytes = zipSync({
      '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
      'xl/workbook.xml': strToU8(
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="T" sheetId="1" r:id="rId1"/></sheets></workbook>',
      ),
      'xl/_rels/workbook.xml.rels': strToU8(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
      'xl/worksheets/sheet1.xml': strToU8(sheet),
    })
    assert.deepEqual(await readRosterFile(Buffer.from(bytes)), [{ line: 2, cells: ['03/01/2027', '07:00'] }])
  })

  test('a small file that unfolds to a huge one is refused before it does', async () => {
    const bytes = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(30 * 1024 * 1024) })
    await assert.rejects(readRosterFile(Buffer.from(bytes)), refusal('file-unreadable'))
  })

  test('nonsense is refused with a name, whatever its bytes', async () => {
    await fuzz(1, 200, async (chance) => {
      const bytes = Buffer.from(chance.bytes(chance.below(400)))
      if (chance.below(3) === 0) bytes.write('PK', 0)
      const read = await readRosterFile(bytes).catch((error: unknown) => error)
      assert.ok(Array.isArray(read) || read instanceof Problem, String(read))
    })
  })
})

test('who is on duty for a specialty is seen across the network, without the telephones of other houses', async () => {
  await world.sql("update identity.person set phone = '0912' where id = $1", [doctor])
  const stranger = await world.person(other, 'doctor')
  const found = async (person: string) =>
    await world.as(person, async (tx, actor) => await searchDuty(tx, actor, { specialty: 'stroke' }))
  assert.deepEqual(
    (await found(stranger)).map((duty) => [duty.person.id, duty.phone]),
    [[doctor, null]],
  )
  assert.equal((await found(colleague))[0]?.phone, '0912')
})
