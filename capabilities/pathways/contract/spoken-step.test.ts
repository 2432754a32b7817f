import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spokenStep, stepTimes } from './spoken-step.ts'

const minute = 60_000
const words = { vi: 'x', en: 'x' }
const step = (code: string, withinMinutes: number | null = null) => ({
  ...{ code, label: words, say: words, dose: null, by: null, withinMinutes, source: 'x' },
})
const bundle = { withinMinutes: 15, steps: [step('massage'), step('oxytocin'), step('tranexamic')] }
const codeAt = (minutes: number, done: string[], isClockLeading = true) =>
  spokenStep(bundle, { startedAt: 0, now: minutes * minute, isClockLeading }, (code) => done.includes(code))?.step.code

test('steps share the time of the bundle evenly unless they say when', () => {
  assert.deepEqual(stepTimes(bundle, 0), [5 * minute, 10 * minute, 15 * minute])
  assert.deepEqual(stepTimes({ withinMinutes: 15, steps: [step('a', 2), step('b')] }, 0), [2 * minute, 15 * minute])
})

test('the first step that is not done is read; done ones are passed by', () => {
  assert.equal(codeAt(0, []), 'massage')
  assert.equal(codeAt(1, ['massage']), 'oxytocin')
  assert.equal(codeAt(1, ['massage', 'oxytocin', 'tranexamic']), undefined)
})

test('the clock leads on to the next step, and what was passed by comes back', () => {
  assert.equal(codeAt(5, []), 'oxytocin')
  assert.equal(codeAt(5, [], false), 'massage')
  assert.equal(codeAt(16, ['oxytocin']), 'massage')
  assert.equal(codeAt(6, ['oxytocin', 'tranexamic']), 'massage')
})
