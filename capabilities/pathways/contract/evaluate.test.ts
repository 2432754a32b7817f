import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluate, type Facts } from './evaluate.ts'
import { expression } from './expression.ts'

const minute = 60_000
const facts = (known: Partial<Facts> = {}): Facts => ({
  values: new Map<string, number | string | boolean>([
    ['systolic', 190],
    ['site', 'm1'],
  ]),
  scores: new Map([
    ['whole', { total: 8, atLeast: 8 }],
    ['partial', { total: null, atLeast: 7 }],
    ['not-testable', { total: null, atLeast: null }],
  ]),
  tallies: new Map([['loss', 600]]),
  lines: new Map([['against.trauma', 'no' as const]]),
  passed: new Map([['needle', 0]]),
  now: 30 * minute,
  ...known,
})
const is = (condition: Parameters<typeof evaluate>[0]) => evaluate(condition, facts())

test('what is not known is neither true nor false, and stays so when it is turned round', () => {
  assert.equal(is({ value: 'glucose', op: '<', to: 3.3 }), null)
  assert.equal(is({ not: { value: 'glucose', op: '<', to: 3.3 } }), null)
  assert.equal(is({ value: 'glucose', op: '!=', to: 3 }), null)
  assert.equal(is({ line: 'against.surgery', is: 'yes' }), null)
  assert.equal(is({ minutesSince: 'door', op: '>', to: 60 }), null)
  assert.equal(is({ ratio: ['heart-rate', 'systolic'], op: '>=', to: 0.9 }), null)
})

test('an unknown part leaves the whole open only while the answer depends on it', () => {
  const yes = { value: 'systolic', op: '>=', to: 185 } as const
  const unknown = { value: 'diastolic', op: '>=', to: 110 } as const
  assert.equal(is({ any: [unknown, yes] }), true)
  assert.equal(is({ all: [unknown, { not: yes }] }), false)
  assert.equal(is({ all: [unknown, yes] }), null)
  assert.equal(is({ any: [unknown, { not: yes }] }), null)
})

test('a partial score decides only what more points could not change', () => {
  assert.equal(is({ score: 'partial', op: '>=', to: 6 }), true)
  assert.equal(is({ score: 'partial', op: '>=', to: 8 }), null)
  assert.equal(is({ score: 'partial', op: '<', to: 6 }), false)
  assert.equal(is({ score: 'partial', op: '<', to: 8 }), null)
  assert.equal(is({ score: 'partial', op: '=', to: 5 }), false)
  assert.equal(is({ score: 'partial', op: '!=', to: 5 }), true)
  assert.equal(is({ score: 'partial', op: '=', to: 7 }), null)
  assert.equal(is({ score: 'whole', op: '<', to: 9 }), true)
  assert.equal(is({ score: 'not-testable', op: '>=', to: 0 }), null)
})

test('thresholds are met at the value itself where they say so', () => {
  assert.equal(is({ value: 'systolic', op: '>', to: 190 }), false)
  assert.equal(is({ value: 'systolic', op: '>=', to: 190 }), true)
  assert.equal(is({ tally: 'loss', op: '>=', to: 500 }), true)
  assert.equal(is({ minutesSince: 'needle', op: '>=', to: 30 }), true)
  assert.equal(is({ minutesSince: 'needle', op: '>', to: 30 }), false)
  assert.equal(is({ value: 'site', op: '=', to: 'm1' }), true)
  assert.equal(is({ line: 'against.trauma', is: 'no' }), true)
})

test('whether something was passed or answered is always known', () => {
  assert.equal(is({ passed: 'door' }), false)
  assert.equal(is({ unanswered: 'glucose' }), true)
  assert.equal(is({ unanswered: 'partial' }), true)
  assert.equal(is({ unanswered: 'whole' }), false)
})

test('a condition in words that the language does not have is refused', () => {
  assert.equal(expression.safeParse({ value: 'x', op: 'like', to: 1 }).success, false)
  assert.equal(expression.safeParse({ passed: 'x', unless: 'y' }).success, false)
  assert.equal(expression.safeParse({ all: [] }).success, false)
})
