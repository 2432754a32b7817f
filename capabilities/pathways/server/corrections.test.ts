import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createWorld, type World } from '#platform/test/world.ts'
import { acknowledgeCorrection } from './acknowledge-correction.ts'
import { doTask } from './do-task.ts'
import { correctionsSince, reactToValues } from './index.ts'
import { arrangeRun, type RunUnderTest } from './run-under-test.ts'

let world: World
let here: RunUnderTest
const minute = 60_000

before(async () => {
  world = await createWorld()
  reactToValues()
})
after(async () => await world.close())

const ago = (minutes: number) => new Date(world.clock.now().getTime() - minutes * minute)
const dueTimes = async () =>
  (await here.get()).tasks
    .filter((each) => each.schedule === 'after-lysis')
    .map((each) => new Date(each.dueAt).getTime())
const since = async (at: Date) =>
  await world.as(
    here.doctor,
    async (tx) => await correctionsSince(tx, { kind: 'case', id: here.subject.subjectId }, at),
  )

test('the needle plans 36 observations: each quarter of an hour for two hours, each half for six, each hour for sixteen', async () => {
  here = await arrangeRun(world)
  const needle = ago(5)
  await here.type('needle', needle)
  const expected = [
    ...Array.from({ length: 8 }, (_, n) => 15 * (n + 1)),
    ...Array.from({ length: 12 }, (_, n) => 120 + 30 * (n + 1)),
    ...Array.from({ length: 16 }, (_, n) => 480 + 60 * (n + 1)),
  ]
  assert.equal(expected.length, 36)
  assert.deepEqual(
    await dueTimes(),
    expected.map((minutes) => needle.getTime() + minutes * minute),
  )
  const ct = (await here.get()).tasks.find((each) => each.schedule === 'ct-24-hours')
  assert.equal(ct?.dueAt, new Date(needle.getTime() + 1440 * minute).toISOString())
})

test('a task is done once, by who pressed first', async () => {
  const [first] = (await here.get()).tasks
  assert.ok(first)
  const press = async (person: string) =>
    await world.as(
      person,
      async (tx, actor) => await doTask(tx, actor, { ...here.subject, taskId: first.id, note: 'tỉnh' }),
    )
  const two = await Promise.allSettled([press(here.nurse), press(here.doctor)])
  assert.deepEqual(two.map((each) => each.status).sort(), ['fulfilled', 'rejected'])
  assert.equal(two.find((each) => each.status === 'rejected')?.reason.problem, 'task-not-open')
  assert.equal((await here.get()).tasks[0]?.doneAt, world.clock.now().toISOString())
})

test('when the needle is corrected, what was not done is planned anew, what was done stays, both ends are told', async () => {
  const earlier = world.clock.now()
  world.clock.advance(minute)
  const needle = ago(26)
  await here.type('needle', needle, 1)
  const run = await here.get()
  const tasks = run.tasks.filter((each) => each.schedule === 'after-lysis')
  assert.equal(tasks.length, 36)
  assert.equal(tasks.filter((each) => each.doneAt).length, 1)
  const second = tasks.find((each) => each.n === 2)
  assert.equal(second?.dueAt, new Date(needle.getTime() + 30 * minute).toISOString())
  assert.deepEqual(
    run.corrections.map((each) => [each.factKind, each.code, each.fromVersion, each.toVersion]),
    [['milestone', 'needle', 1, 2]],
  )
  assert.deepEqual(await since(earlier), ['needle'])
  assert.deepEqual(await since(world.clock.now()), [])
})

test('two people who correct the same time: the second is told so', async () => {
  await assert.rejects(here.type('needle', ago(3), 1), { problem: 'answer-changed-meanwhile' })
})

test('the end that corrected has acknowledged; the other does so once, the first name stays', async () => {
  const [correction] = (await here.get()).corrections
  assert.ok(correction)
  assert.deepEqual(
    correction.acknowledged.map((each) => [each.side, each.by?.id]),
    [['treating', here.doctor]],
  )
  const acknowledge = async (person: string) =>
    await world.as(
      person,
      async (tx, actor) => await acknowledgeCorrection(tx, actor, { ...here.subject, correctionId: correction.id }),
    )
  await acknowledge(here.expert)
  await acknowledge(here.nurse)
  const [again] = (await here.get(here.expert)).corrections
  assert.deepEqual(again?.acknowledged.map((each) => [each.side, each.by?.id]).sort(), [
    ['remote', here.expert],
    ['treating', here.doctor],
  ])
  await assert.rejects(acknowledge(here.stranger), { problem: 'not-found' })
})

test('another last known well opens the contraindications again; the same time again does not', async () => {
  here = await arrangeRun(world)
  const line = (code: string, basedOn = 0) => ({
    ...{ kind: 'line' as const, code: `against-lysis.${code}`, basedOn },
    value: { answer: 'no' as const, text: '' },
  })
  await here.type('last-known-well', ago(60))
  await here.write(here.doctor, line('platelets'), line('gut'))
  const same = ago(60)
  await here.type('last-known-well', same, 1)
  assert.deepEqual((await here.get()).corrections, [])
  await here.type('last-known-well', ago(200), 2)
  const open = async () => (await here.get()).entries.filter((each) => each.isReopened).map((each) => each.code)
  assert.deepEqual(await open(), ['against-lysis.gut', 'against-lysis.platelets'])
  await here.write(here.doctor, line('gut', 1))
  assert.deepEqual(await open(), ['against-lysis.platelets'])
})

test('a decisive fact is corrected with a reason only, and the reason stands in the correction', async () => {
  here = await arrangeRun(world)
  await here.type('last-known-well', ago(60))
  await assert.rejects(here.type('last-known-well', ago(200), 1, ''), { problem: 'reason-missing' })
  assert.deepEqual((await here.get()).milestones.find((each) => each.code === 'last-known-well')?.version, 1)
  await here.type('last-known-well', ago(200), 1, 'Đo hoặc hỏi lại: hỏi vợ')
  const basis = (value: string, basedOn: number, reason = '') => ({
    ...{ kind: 'item' as const, code: 'weight-basis' },
    ...{ value, basedOn, reason },
  })
  await here.write(here.nurse, basis('one-person', 0))
  await assert.rejects(here.write(here.nurse, basis('measured', 1)), { problem: 'reason-missing' })
  await here.write(here.nurse, basis('one-person', 1))
  await here.write(here.nurse, basis('measured', 2, 'Đo hoặc hỏi lại'))
  const { corrections, entries } = await here.get()
  assert.deepEqual(
    corrections.map((each) => [each.code, each.reason]),
    [
      ['weight-basis', 'Đo hoặc hỏi lại'],
      ['last-known-well', 'Đo hoặc hỏi lại: hỏi vợ'],
    ],
  )
  assert.equal(entries.find((each) => each.code === 'weight-basis')?.reason, 'Đo hoặc hỏi lại')
})

test('another value of a decisive observation is a correction, and opens only the lines that rest on it', async () => {
  here = await arrangeRun(world)
  const line = (code: string) => ({
    ...{ kind: 'line' as const, code: `against-lysis.${code}` },
    value: { answer: 'no' as const, text: '' },
  })
  await here.write(here.doctor, line('platelets'), line('gut'))
  await here.observe('platelets', 180, 10)
  assert.deepEqual((await here.get()).corrections, [])
  world.clock.advance(minute)
  await here.observe('platelets', 180)
  assert.deepEqual((await here.get()).corrections, [])
  world.clock.advance(minute)
  await here.observe('platelets', 80, 0, 'Đo hoặc hỏi lại')
  const run = await here.get()
  assert.deepEqual(
    run.corrections.map((each) => [each.factKind, each.code, each.reason]),
    [['observation', 'platelets', 'Đo hoặc hỏi lại']],
  )
  assert.deepEqual(
    run.entries.filter((each) => each.isReopened).map((each) => each.code),
    ['against-lysis.platelets'],
  )
})

test('an older value that comes in late, and a blood pressure that changes, correct nothing', async () => {
  const count = (await here.get()).corrections.length
  world.clock.advance(minute)
  await here.observe('platelets', 240, 600)
  await here.observe('systolic', 200)
  world.clock.advance(minute)
  await here.observe('systolic', 160)
  assert.equal((await here.get()).corrections.length, count)
})

test('the first glucose of the case is a station at the time at which it was measured', async () => {
  const measured = ago(4)
  await here.observe('glucose', 6.1, 4)
  const station = (await here.get()).milestones.find((each) => each.code === 'glucose-measured')
  assert.equal(station?.occurredAt, measured.toISOString())
})

test('the event of a correction names the fact and tells no value', async () => {
  const rows = await world.sql(`select payload, topics from platform.event where type = 'fact-corrected'`)
  assert.ok(rows.length > 0)
  for (const row of rows) {
    assert.deepEqual(Object.keys(row['payload'] as object).sort(), ['code', 'subjectId', 'subjectKind'])
  }
  assert.ok(world.hints.some((hint) => hint.topic === `case/${here.subject.subjectId}`))
})
