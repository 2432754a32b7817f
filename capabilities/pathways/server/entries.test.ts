import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createWorld, type World } from '#platform/test/world.ts'
import { strokeTwo } from '../contract/documents/stroke-2.ts'
import { factsOf } from '../contract/facts.ts'
import { checklistStanding } from '../contract/standing.ts'
import { endRun } from './milestones.ts'
import { arrangeRun, type RunUnderTest } from './run-under-test.ts'

let world: World
let here: RunUnderTest

before(async () => {
  world = await createWorld()
  here = await arrangeRun(world)
})
after(async () => await world.close())

const item = (code: string, value: string | number, basedOn = 0) => ({ kind: 'item' as const, code, value, basedOn })
const line = (code: string, answer: 'yes' | 'no' | 'unknown', basedOn = 0, text = '') => ({
  ...{ kind: 'line' as const, code: `against-lysis.${code}` },
  ...{ value: { answer, text }, basedOn },
})
const valueOf = async (code: string) => (await here.get()).entries.find((each) => each.code === code)

test('an answer is kept with who and when; a correction is a new version and the old one stays', async () => {
  await here.write(here.doctor, item('mrs-before', 1))
  world.clock.advance(60_000)
  await here.write(here.nurse, { ...item('mrs-before', 2, 1), reason: 'hỏi lại gia đình' })
  const live = await valueOf('mrs-before')
  assert.deepEqual([live?.value, live?.version, live?.enteredBy?.id], [2, 2, here.nurse])
  assert.equal(live?.enteredAt, world.clock.now().toISOString())
  const rows = await world.sql(
    `select value, version, reason, replaced_at is null as is_live from pathways.entry
     where subject_id = $1 and code = 'mrs-before' order by version`,
    [here.subject.subjectId],
  )
  assert.deepEqual(rows, [
    { value: 1, version: 1, reason: '', is_live: false },
    { value: 2, version: 2, reason: 'hỏi lại gia đình', is_live: true },
  ])
})

test('of two people who answer the same at once one is told so, and nothing of theirs is written', async () => {
  const two = await Promise.allSettled([
    here.write(here.doctor, item('occlusion', 'm1'), item('disabling', 'yes')),
    here.write(here.expert, item('occlusion', 'basilar'), item('wake-up', 'no')),
  ])
  assert.deepEqual(two.map((each) => each.status).sort(), ['fulfilled', 'rejected'])
  const refused = two.find((each) => each.status === 'rejected')
  assert.equal(refused?.reason.problem, 'answer-changed-meanwhile')
  assert.equal((await valueOf('occlusion'))?.version, 1)
  const others = [await valueOf('disabling'), await valueOf('wake-up')].filter(Boolean)
  assert.equal(others.length, 1)
})

test('a correction of a version that is no longer the live one is refused', async () => {
  await assert.rejects(here.write(here.nurse, item('mrs-before', 3, 1)), { problem: 'answer-changed-meanwhile' })
  await assert.rejects(here.write(here.nurse, item('mrs-before', 3)), { problem: 'answer-changed-meanwhile' })
  await assert.rejects(here.write(here.nurse, item('consent', 'yes', 7)), { problem: 'answer-changed-meanwhile' })
})

test('what the pathway does not ask, and what lies outside, is refused', async () => {
  await assert.rejects(here.write(here.nurse, item('shoe-size', 42)), { problem: 'not-in-pathway' })
  await assert.rejects(here.write(here.nurse, item('weight', 60)), { problem: 'not-in-pathway' })
  await assert.rejects(here.write(here.nurse, item('mrs-before', 6, 2)), { problem: 'answer-out-of-range' })
  await assert.rejects(here.write(here.nurse, item('occlusion', 'somewhere', 1)), { problem: 'answer-out-of-range' })
  const mark = { kind: 'diagram' as const, code: 'aspects', value: { regions: ['M9'], side: null, seenOn: '' } }
  await assert.rejects(here.write(here.nurse, mark), { problem: 'answer-out-of-range' })
})

test('unknown is not answered: a checklist is clear only when each line is answered, and a yes settles it', async () => {
  const checklist = strokeTwo.checklists.find((each) => each.code === 'against-lysis')
  assert.ok(checklist)
  const standing = async () => checklistStanding(checklist, factsOf(strokeTwo, await here.get(), 0).lines)
  assert.equal((await standing()).is, 'open')
  const [first, ...rest] = checklist.lines
  assert.ok(first)
  await here.write(here.doctor, line(first.code, 'unknown'), ...rest.map((each) => line(each.code, 'no')))
  assert.deepEqual([(await standing()).is, (await standing()).open], ['open', [first.code]])
  await here.write(here.doctor, line(first.code, 'no', 1))
  assert.equal((await standing()).is, 'clear')
  await here.write(here.doctor, line(first.code, 'yes', 2))
  assert.deepEqual([(await standing()).is, (await standing()).against], ['against', [first.code]])
})

test('a relative yes needs words, and then waits for the expert without settling anything', async () => {
  await assert.rejects(here.write(here.doctor, line('pregnancy', 'yes', 1)), { problem: 'free-text-missing' })
  await here.write(here.doctor, line('pregnancy', 'yes', 1, 'hậu sản ngày 9'))
  const run = await here.get()
  const checklist = strokeTwo.checklists.find((each) => each.code === 'against-lysis')
  assert.ok(checklist)
  assert.deepEqual(checklistStanding(checklist, factsOf(strokeTwo, run, 0).lines).toWeigh, ['pregnancy'])
})

test('a step is done by who presses first, and a device whose clock runs ahead a little is taken as now', async () => {
  const ahead = (minutes: number) => new Date(world.clock.now().getTime() + minutes * 60_000).toISOString()
  const step = (at: string, basedOn = 0) => ({
    ...{ kind: 'step' as const, code: 'bleeding.stop', basedOn },
    value: { at: at as never },
  })
  await assert.rejects(here.write(here.nurse, step(ahead(10))), { problem: 'answer-out-of-range' })
  await here.write(here.nurse, step(ahead(3)))
  assert.deepEqual((await valueOf('bleeding.stop'))?.value, { at: world.clock.now().toISOString() })
  await assert.rejects(here.write(here.doctor, step(ahead(0))), { problem: 'answer-changed-meanwhile' })
})

test('the marks of a diagram take points away, and what is taken back is not known', async () => {
  const mark = (regions: string[] | null, basedOn = 0) => ({
    ...{ kind: 'diagram' as const, code: 'pc-aspects', basedOn },
    value: regions && { regions, side: null, seenOn: 'CT' },
  })
  const left = async () => factsOf(strokeTwo, await here.get(), 0).scores.get('pc-aspects')?.total
  await here.write(here.expert, mark(['pons', 'thalamus-left', 'pons']))
  assert.equal(await left(), 7)
  await here.write(here.expert, mark([], 1))
  assert.equal(await left(), 10)
  await here.write(here.expert, mark(null, 2))
  assert.equal(await left(), undefined)
})

test('a stranger gets nothing: no run, no way to write, no row', async () => {
  await assert.rejects(here.get(here.stranger), { problem: 'not-found' })
  await assert.rejects(here.write(here.stranger, item('consent', 'yes')), { problem: 'not-found' })
  const seen = await world.as(here.stranger, async (tx) => [
    ...(await tx.selectFrom('pathways.entry').selectAll().execute()),
    ...(await tx.selectFrom('pathways.task').selectAll().execute()),
    ...(await tx.selectFrom('pathways.correction').selectAll().execute()),
    ...(await tx.selectFrom('pathways.dose').selectAll().execute()),
    ...(await tx.selectFrom('pathways.score_result').selectAll().execute()),
  ])
  assert.deepEqual(seen, [])
})

test('the expert whose grant has ended no longer sees the run', async () => {
  assert.equal((await here.get(here.expert)).side, 'remote')
  const other = await arrangeRun(world)
  await world.sql('update records.access_grant set withdrawn_at = now() where person_id = $1', [other.expert])
  await assert.rejects(other.get(other.expert), { problem: 'not-found' })
})

test('a run that has ended takes no more answers and can still be read', async () => {
  const other = await arrangeRun(world)
  const { subjectId: id } = other.subject
  await world.as(other.doctor, async (tx, actor) => await endRun(tx, actor, { kind: 'case', id }))
  await assert.rejects(other.write(other.doctor, item('consent', 'yes')), { problem: 'run-has-ended' })
  assert.notEqual((await other.get()).endedAt, null)
})
