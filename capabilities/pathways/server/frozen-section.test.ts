import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { createWorld, type World } from '#platform/test/world.ts'
import { arrangeRun, type RunUnderTest } from './run-under-test.ts'

let world: World
let here: RunUnderTest

before(async () => {
  world = await createWorld()
})
after(async () => await world.close())
beforeEach(async () => {
  here = await arrangeRun(world, { code: 'frozen-section', version: 1 })
})

const item = (code: string, value: string | number | null, basedOn = 0, reason = '') => ({
  ...{ kind: 'item' as const, code, value, basedOn, reason },
})
const step = (code: string, basedOn = 0) =>
  ({
    ...{ kind: 'step' as const, code: `telling.${code}`, value: { at: world.clock.now().toISOString() }, basedOn },
  }) as Parameters<RunUnderTest['write']>[1]
const stations = async () =>
  (await here.get()).milestones.map(({ code }) => code).filter((code) => /told|read-back/.test(code))

test('told, read back, confirmed: each passes its station at its own time, by whom it is to do', async () => {
  await here.write(here.expert, item('answer', 'malignant'))
  await here.write(here.expert, step('identified'), step('told'))
  const told = world.clock.now().toISOString()
  world.clock.advance(60_000)
  await here.write(here.nurse, step('read-back'))
  await here.write(here.expert, step('confirmed'))
  const run = await here.get()
  assert.deepEqual(await stations(), ['result-told', 'read-back', 'read-back-confirmed'])
  assert.equal(run.milestones.find(({ code }) => code === 'result-told')?.occurredAt, told)
  assert.ok(run.milestones.filter(({ code }) => /told|read/.test(code)).every(({ isTyped }) => !isTyped))
})

test('nothing is told before the result is written, and nothing read back before it was told', async () => {
  await assert.rejects(here.write(here.expert, step('identified')), { problem: 'answer-before-step' })
  await here.write(here.expert, item('answer', 'benign'))
  await assert.rejects(here.write(here.expert, step('told')), { problem: 'step-out-of-turn' })
  await assert.rejects(here.write(here.nurse, step('read-back')), { problem: 'step-out-of-turn' })
  await here.write(here.expert, step('identified'))
  await here.write(here.expert, step('told'))
  await assert.rejects(here.write(here.expert, { ...step('identified', 1), value: null }), {
    problem: 'step-out-of-turn',
  })
  assert.deepEqual(await stations(), ['result-told'])
  await here.write(here.expert, { ...step('told', 1), value: null })
  assert.deepEqual(await stations(), [])
})

test('the theatre does not answer for the pathologist, nor the pathologist read back for the theatre', async () => {
  await assert.rejects(here.write(here.doctor, item('answer', 'benign')), { status: 403, problem: 'other-end-answers' })
  await here.write(here.expert, item('answer', 'benign'))
  await here.write(here.expert, step('identified'), step('told'))
  await assert.rejects(here.write(here.expert, step('read-back')), { problem: 'other-end-answers' })
  await here.write(here.doctor, step('read-back'))
  await assert.rejects(here.write(here.nurse, step('confirmed')), { problem: 'other-end-answers' })
  assert.deepEqual(await stations(), ['result-told', 'read-back'])
})

test('an answer that is corrected after it was told must be told and read back again', async () => {
  await here.write(here.expert, item('answer', 'benign'))
  await here.write(here.expert, step('identified'), step('told'))
  await here.write(here.doctor, step('read-back'))
  await here.write(here.expert, step('confirmed'))
  await assert.rejects(here.write(here.expert, item('answer', 'malignant', 1)), { problem: 'reason-missing' })
  await here.write(here.expert, item('answer', 'malignant', 1, 'Thấy ổ xâm lấn ở lát thứ hai'))
  assert.deepEqual(await stations(), [])
  const run = await here.get()
  assert.equal(run.entries.filter((each) => each.kind === 'step' && each.isReopened).length, 4)
  assert.deepEqual(
    run.corrections[0]?.acknowledged.map(({ side }) => side),
    ['remote'],
  )
  await assert.rejects(here.write(here.doctor, step('read-back', 1)), { problem: 'step-out-of-turn' })
  await here.write(here.expert, step('identified', 1), step('told', 1))
  assert.deepEqual(await stations(), ['result-told'])
})

test('a pathologist whose hospital treated the patient before still answers, and does not read back', async () => {
  await here.treatElsewhere()
  assert.equal((await here.get(here.expert)).side, 'treating')
  assert.equal((await here.get(here.expert)).answersAs, 'remote')
  await here.write(here.expert, item('answer', 'benign'))
  await here.write(here.expert, step('identified'), step('told'))
  await assert.rejects(here.write(here.expert, step('read-back')), { problem: 'other-end-answers' })
})

test('who sees the patient and was not asked for this answers for neither end', async () => {
  await here.letSee(here.stranger)
  assert.equal((await here.get(here.stranger)).answersAs, null)
  await assert.rejects(here.write(here.stranger, item('answer', 'benign')), { problem: 'other-end-answers' })
  await here.write(here.expert, item('answer', 'malignant'))
  for (const wanted of [step('identified'), item('answer', 'benign', 1, 'x')])
    await assert.rejects(here.write(here.stranger, wanted), { problem: 'other-end-answers' })
})

test('what is answered only after it was told opens the telling again', async () => {
  await here.write(here.expert, item('answer', 'margin-free'))
  await here.write(here.expert, step('identified'), step('told'))
  await here.write(here.doctor, step('read-back'))
  await here.write(here.expert, item('margin-distance', 0))
  assert.deepEqual(await stations(), [])
  assert.equal((await here.get()).entries.filter((each) => each.kind === 'step' && each.isReopened).length, 3)
})

test('a time that is said anew is the time of the station, and nobody says it anew once it was read back', async () => {
  await here.write(here.expert, item('answer', 'benign'))
  await here.write(here.expert, step('identified'), step('told'))
  world.clock.advance(120_000)
  await here.write(here.expert, step('told', 1))
  const told = (await here.get()).milestones.find(({ code }) => code === 'result-told')
  assert.equal(told?.occurredAt, world.clock.now().toISOString())
  await here.write(here.doctor, step('read-back'))
  await assert.rejects(here.write(here.expert, step('told', 2)), { problem: 'step-out-of-turn' })
})

test('a correction is acknowledged by the end that answers, also where the adviser’s hospital treated the patient', async () => {
  await here.treatElsewhere()
  await here.write(here.expert, item('answer', 'benign'))
  await here.write(here.expert, item('answer', 'malignant', 1, 'Thấy ổ xâm lấn ở lát thứ hai'))
  const [correction] = (await here.get()).corrections
  assert.deepEqual(
    correction?.acknowledged.map(({ side }) => side),
    ['remote'],
  )
})

test('a stranger learns nothing of it', async () => {
  await assert.rejects(here.write(here.stranger, item('answer', 'benign')), { status: 404 })
})
