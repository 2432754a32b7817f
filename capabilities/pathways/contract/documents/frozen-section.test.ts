import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toInstant } from '#platform/contract/instant.ts'
import { adviceOf } from '../advice.ts'
import { documentFaults } from '../document-faults.ts'
import { evaluate, type Facts } from '../evaluate.ts'
import type { Milestone } from '../milestone.ts'
import { definePathway } from '../pathway-document.ts'
import type { Entry } from '../run.ts'
import { stationsOf, windowsOf } from '../stations.ts'
import { frozenSection } from './frozen-section.ts'

const minute = 60_000
const at = (minutes: number) => toInstant(new Date(Date.UTC(2026, 10, 23, 3) + minutes * minute))
const passed = (code: string, minutes: number): Milestone => ({
  ...{ code, occurredAt: at(minutes), recordedAt: at(minutes), isTyped: false, typedBy: null, version: 1 },
})
const windowAfter = (...milestones: Milestone[]) => windowsOf({ pathway: frozenSection, milestones })[0]

test('twenty minutes count from the receipt of the specimen and stop when the result is told', () => {
  assert.equal(windowAfter(passed('requested', 0), passed('images-arrived', 8)), undefined)
  const open = windowAfter(passed('specimen-received', 5))
  assert.deepEqual([open?.until, open?.stopped], [at(25), null])
  const told = (minutes: number) => windowAfter(passed('specimen-received', 5), passed('result-told', minutes))?.stopped
  assert.deepEqual(told(25), { at: at(25), minutes: 20, isLate: false })
  assert.deepEqual(told(26), { at: at(26), minutes: 21, isLate: true })
})

test('a slide that is said to be scanned before the specimen was received has no leg', () => {
  const milestones = [passed('specimen-received', 5), passed('image-taken', -390)]
  const scanned = stationsOf({ pathway: frozenSection, milestones }, 0, 'all').find(
    ({ definition }) => definition.code === 'image-taken',
  )
  assert.deepEqual([scanned?.is, scanned?.legMinutes], ['passed', null])
})

test('what is read back or written afterwards does not stop the clock', () => {
  const later = ['read-back', 'read-back-confirmed', 'concluded', 'images-opened']
  assert.equal(windowAfter(passed('specimen-received', 5), ...later.map((code) => passed(code, 9)))?.stopped, null)
})

const verdict = (code: string, minutes: Record<string, number>, values: Record<string, string> = {}) => {
  const alert = frozenSection.alerts.find((each) => each.code === code)
  assert.ok(alert, code)
  const facts: Facts = {
    ...{ values: new Map(Object.entries(values)), scores: new Map(), tallies: new Map(), lines: new Map(), now: 0 },
    passed: new Map(Object.entries(minutes).map(([station, ago]) => [station, -ago * minute])),
  }
  return evaluate(alert.when, facts)
}

test('it warns past twenty minutes, while nobody read back, and where labels differ', () => {
  assert.equal(verdict('told-late', { 'specimen-received': 20 }), false)
  assert.equal(verdict('told-late', { 'specimen-received': 21 }), true)
  assert.equal(verdict('told-late', { 'specimen-received': 21, 'result-told': 3 }), false)
  assert.equal(verdict('not-read-back', { 'result-told': 3 }), true)
  assert.equal(verdict('not-read-back', { 'result-told': 3, 'read-back': 1 }), false)
  assert.equal(verdict('read-back-unconfirmed', { 'read-back': 3 }), true)
  assert.equal(verdict('labels-differ', {}, { 'labels-agree': 'no' }), true)
  assert.equal(verdict('infectious', {}, { 'infection-tb': 'yes' }), true)
})

const answer = (code: string, value: string | number): Entry => ({
  ...{ kind: 'item', code, value, version: 1, reason: '', enteredBy: null, enteredAt: at(0), isReopened: false },
})

test('the advice is said in the fixed words of the answer, with the distance of the margin', () => {
  const given = [answer('margin-distance', 3.5), answer('answer', 'margin-free'), answer('answer-more', 'Bờ sâu.')]
  assert.equal(
    adviceOf(frozenSection, given, 'vi')?.conclusion,
    'Diện cắt không còn u. U cách diện cắt gần nhất: 3,5 mm. Bờ sâu.',
  )
  assert.equal(
    adviceOf(frozenSection, [answer('answer', 'deferred')], 'en')?.conclusion,
    'Deferred to permanent sections.',
  )
  assert.match(adviceOf(frozenSection, given, 'vi')?.next ?? '', /thường quy/)
})

test('without an answer there is no advice, however much else is known', () => {
  assert.equal(adviceOf(frozenSection, [answer('margin-distance', 3)], 'vi'), null)
})

test('a document that stops a clock, needs or gives what it does not have is found', () => {
  const faults = (change: object) => documentFaults(definePathway({ ...frozenSection, ...change }))
  const [window] = frozenSection.windows
  const [bundle] = frozenSection.bundles
  assert.deepEqual(faults({ windows: [{ ...window, stopsAt: 'gone' }] }), ['no station gone'])
  assert.deepEqual(faults({ bundles: [{ ...bundle, needs: ['gone'] }] }), ['no item gone'])
  assert.deepEqual(faults({ bundles: [{ ...bundle, reopensOn: ['gone'] }] }), ['nothing reopens on gone'])
  assert.equal(
    faults({ bundles: [{ ...bundle, code: 'other' }] }).filter((each) => each.startsWith('no step')).length,
    3,
  )
})
