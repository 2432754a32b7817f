import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { strokeTwo } from '../contract/documents/stroke-2.ts'
import { factsOf } from '../contract/facts.ts'
import { nihss } from '../contract/scores/nihss.ts'
import { calculateDose } from './calculate-dose.ts'
import { checkDose } from './check-dose.ts'
import { reactToValues } from './index.ts'
import { recordScore } from './record-score.ts'
import { arrangeRun, type RunUnderTest } from './run-under-test.ts'

let world: World
let here: RunUnderTest
const minute = 60_000

before(async () => {
  world = await createWorld()
  reactToValues()
  here = await arrangeRun(world)
})
after(async () => await world.close())

const answer = (code: string, value: string, basedOn = 0) => ({
  ...{ kind: 'score-input' as const, code: `nihss.${code}`, value, basedOn },
})
const score = async (code = 'nihss', person = here.expert) =>
  await world.as(person, async (tx, actor) => await recordScore(tx, actor, { ...here.subject, code }))
const calculate = async (person: string, indication = 'stroke', code = 'alteplase-stroke') =>
  await world.as(
    person,
    async (tx, actor) => await calculateDose(tx, actor, { ...here.subject, code, typed: { indication } }),
  )
const check = async (person: string, doseId: Id<'dose'>) =>
  await world.as(person, async (tx, actor) => await checkDose(tx, actor, { ...here.subject, doseId }))
const doseNow = async () => (await here.get()).doses.find((each) => each.code === 'alteplase-stroke')

test('a score of which nothing is known is not recorded', async () => {
  await assert.rejects(score(), { problem: 'nothing-answered' })
  await assert.rejects(score('apgar'), { problem: 'not-in-pathway' })
})

test('a partial score says at least how much it is and has no total; no station is passed by it', async () => {
  await here.write(here.doctor, answer('nihss-1a', '2'), answer('nihss-5a', '4'))
  const partial = await score()
  assert.deepEqual([partial.total, partial.atLeast, partial.isComplete], [null, 6, false])
  assert.match(partial.text.vi, /≥ 6, chưa đủ dữ liệu/)
  const run = await here.get()
  assert.ok(!run.milestones.some((each) => each.code === 'nihss-done'))
})

test('a whole score is kept with its raw inputs, its version, who and when; what cannot be tested adds nothing and is said', async () => {
  const rest = nihss.inputs.filter((each) => !['nihss-1a', 'nihss-5a'].includes(each.code))
  await here.write(here.expert, ...rest.map((each) => answer(each.code, each.code === 'nihss-7' ? 'UN' : '0')))
  const whole = await score()
  assert.deepEqual([whole.total, whole.isComplete, whole.untestable], [6, true, ['nihss-7']])
  assert.deepEqual([whole.scoreVersion, whole.by?.id, whole.inputs['nihss-5a']], [nihss.version, here.expert, '4'])
  const run = await here.get()
  assert.ok(run.milestones.some((each) => each.code === 'nihss-done'))
})

test('no dose is calculated while the contraindications are not clear', async () => {
  await assert.rejects(calculate(here.doctor), { problem: 'checklist-not-clear' })
})

test('no dose is calculated from a weight that is not known, and none for another indication', async () => {
  const lines = strokeTwo.checklists.find((each) => each.code === 'against-lysis')?.lines ?? []
  await here.write(
    here.doctor,
    ...lines.map((each) => ({
      ...{ kind: 'line' as const, code: `against-lysis.${each.code}` },
      value: { answer: 'no' as const, text: '' },
    })),
  )
  await assert.rejects(calculate(here.doctor), { problem: 'inputs-missing' })
  await here.observe('weight', 60)
  await here.write(here.nurse, { kind: 'item', code: 'weight-basis', value: 'measured' })
  await assert.rejects(calculate(here.doctor, 'stemi'), { problem: 'dose-refused' })
})

test('the dose is calculated from the record, with the version of each input, and is not confirmed yet', async () => {
  const dose = await calculate(here.doctor)
  assert.deepEqual(
    dose.lines.map((each) => [each.code, each.value]),
    [
      ['total', 54],
      ['bolus', 5.4],
      ['infusion', 48.6],
      ['rate', 48.6],
    ],
  )
  assert.equal(dose.is, 'unchecked')
  assert.deepEqual(
    dose.inputs.map((each) => [each.code, each.value, each.version]),
    [
      ['indication', 'stroke', null],
      ['weight', 60, 1],
      ['weight-basis', 'measured', 1],
    ],
  )
})

test('a weight cannot be typed past the record', async () => {
  const typed = { indication: 'stroke', weight: 90 }
  const dose = await world.as(
    here.doctor,
    async (tx, actor) => await calculateDose(tx, actor, { ...here.subject, code: 'tenecteplase-stroke', typed }),
  )
  assert.equal(dose.inputs.find((each) => each.code === 'weight')?.value, 60)
})

test('who calculated a dose cannot check it; a colleague can, once', async () => {
  const dose = await doseNow()
  assert.ok(dose)
  await assert.rejects(check(here.doctor, dose.id), { problem: 'second-person-must-differ' })
  await check(here.nurse, dose.id)
  assert.deepEqual([(await doseNow())?.is, (await doseNow())?.checkedBy?.id], ['confirmed', here.nurse])
  await assert.rejects(check(here.expert, dose.id), { problem: 'dose-not-open' })
  await assert.rejects(check(here.stranger, dose.id), { problem: 'not-found' })
})

test('even past the application the same person cannot stand for both', async () => {
  const dose = await doseNow()
  await assert.rejects(
    world.sql('update pathways.dose set checked_by = calculated_by, checked_at = now() where id = $1', [dose?.id]),
    /dose_check/,
  )
})

test('a corrected weight opens the confirmed dose again, and its check no longer counts', async () => {
  world.clock.advance(minute)
  await here.observe('weight', 75)
  const dose = await doseNow()
  assert.equal(dose?.is, 'reopened')
  assert.ok(dose)
  await assert.rejects(check(here.expert, dose.id), { problem: 'dose-not-open' })
  const anew = await calculate(here.doctor)
  assert.deepEqual([anew.is, anew.lines[0]?.value, anew.inputs[1]?.version], ['unchecked', 67.5, 2])
  const [correction] = (await here.get()).corrections
  assert.deepEqual([correction?.factKind, correction?.code], ['observation', 'weight'])
})

test('another way in which the weight was found opens the dose again too', async () => {
  const dose = await doseNow()
  assert.ok(dose)
  await check(here.nurse, dose.id)
  await here.write(here.nurse, {
    kind: 'item',
    code: 'weight-basis',
    value: 'one-person',
    basedOn: 1,
    reason: 'Nhập nhầm',
  })
  assert.equal((await doseNow())?.is, 'reopened')
  await assert.rejects(calculate(here.doctor), {
    problem: 'dose-refused',
    fields: [{ path: 'weight-by-one', message: 'refused' }],
  })
})

/** Waits until some transaction of this database waits for another, or until the work is done without waiting. */
async function untilWaitingOr(work: Promise<unknown>): Promise<void> {
  const done = { is: false }
  const noted = work.then(
    () => (done.is = true),
    () => (done.is = true),
  )
  const isWaiting = async () => {
    const rows = await world.sql(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rows.length > 0
  }
  while (!done.is && !(await isWaiting())) await Promise.race([noted, world.sql('select 1')])
}

test('a dose calculated while its weight is being corrected waits, and rests on the new one', async () => {
  await here.write(here.nurse, {
    kind: 'item',
    code: 'weight-basis',
    value: 'measured',
    basedOn: 2,
    reason: 'Đo hoặc hỏi lại',
  })
  world.clock.advance(minute)
  const calculating = await world.as(here.nurse, async (tx, actor) => {
    await here.observeIn({ tx, actor }, 'weight', 82)
    const begun = calculate(here.doctor)
    await untilWaitingOr(begun)
    // handed out in an object, since a promise would be waited for inside the transaction for which it waits
    return { begun }
  })
  const dose = await calculating.begun
  assert.equal(dose.inputs.find((each) => each.code === 'weight')?.value, 82)
})

test('another last known well opens the lists again, so that no dose is calculated before they are answered', async () => {
  const ago = (minutes: number) => new Date(world.clock.now().getTime() - minutes * minute)
  await here.type('last-known-well', ago(60))
  await calculate(here.doctor)
  await here.type('last-known-well', ago(300), 1)
  assert.equal((await doseNow())?.is, 'reopened')
  await assert.rejects(calculate(here.doctor), { problem: 'checklist-not-clear' })
})

test('a warning rests on what is answered now, also before anybody records the score', async () => {
  const other = await arrangeRun(world)
  const limb = { kind: 'score-input' as const, code: 'nihss.nihss-5a', value: '4' }
  await other.write(other.doctor, limb, { ...limb, code: 'nihss.nihss-6a', value: '3' })
  const known = async () => factsOf(strokeTwo, await other.get(), 0).scores.get('nihss')
  assert.deepEqual(await known(), { total: null, atLeast: 7 })
  await other.observe('nihss', 12)
  assert.deepEqual(await known(), { total: 12, atLeast: 12 })
})
