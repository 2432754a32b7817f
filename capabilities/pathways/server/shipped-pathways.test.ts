import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { documentFaults } from '../contract/document-faults.ts'
import { strokeTwo } from '../contract/documents/stroke-2.ts'
import { evaluate, type Facts } from '../contract/evaluate.ts'
import { criteriaStanding } from '../contract/standing.ts'
import { shippedPathways } from './index.ts'

const minute = 60_000
const known = (given: Partial<Record<'values' | 'scores' | 'minutes', Record<string, number | string>>>): Facts => {
  const minutes = Object.entries(given.minutes ?? {}).map(([code, ago]) => [code, -Number(ago) * minute] as const)
  return {
    values: new Map(Object.entries(given.values ?? {})),
    scores: new Map(
      Object.entries(given.scores ?? {}).map(([code, total]) => [
        code,
        { total: Number(total), atLeast: Number(total) },
      ]),
    ),
    tallies: new Map(),
    lines: new Map(),
    passed: new Map(minutes),
    now: 0,
  }
}

for (const document of shippedPathways) {
  test(`${document.code} version ${document.version} names nothing that it does not have`, () => {
    assert.deepEqual(documentFaults(document), [])
  })
}

describe('acute stroke', () => {
  const standing = (code: string, facts: Facts) => {
    const criteria = strokeTwo.criteria.find((each) => each.code === code)
    assert.ok(criteria)
    return Object.fromEntries(criteriaStanding(criteria, facts).map((row) => [row.code, row.verdict]))
  }
  const early = {
    values: { occlusion: 'm1', 'mrs-before': 1, haemorrhage: 'no', disabling: 'yes', 'age-years': 71 },
    scores: { nihss: 6, aspects: 3 },
    minutes: { 'last-known-well': 360 },
  }

  test('18 absolute and 11 relative lines speak against thrombolysis, each with its source', () => {
    const lines = strokeTwo.checklists.find((each) => each.code === 'against-lysis')?.lines ?? []
    assert.equal(lines.filter((each) => each.weight === 'absolute').length, 18)
    assert.equal(lines.filter((each) => each.weight === 'relative').length, 11)
    assert.ok(lines.every((each) => each.source.length > 3))
  })

  test('thrombectomy at its limits: six hours, NIHSS 6, ASPECTS 3', () => {
    assert.equal(standing('thrombectomy', known(early))['early'], true)
    assert.equal(standing('thrombectomy', known({ ...early, scores: { nihss: 5, aspects: 3 } }))['early'], false)
    assert.equal(standing('thrombectomy', known({ ...early, scores: { nihss: 6, aspects: 2 } }))['early'], false)
    assert.equal(standing('thrombectomy', known({ ...early, minutes: { 'last-known-well': 361 } }))['early'], false)
  })

  test('thrombectomy later: from ASPECTS 6, or 3 to 5 below 80 years; the basilar artery until 24 hours', () => {
    const late = { ...early, minutes: { 'last-known-well': 600 } }
    assert.equal(standing('thrombectomy', known({ ...late, scores: { aspects: 6 } }))['late'], true)
    assert.equal(standing('thrombectomy', known({ ...late, scores: { aspects: 5 } }))['late-large'], true)
    const old = { ...late.values, 'age-years': 80 }
    assert.equal(standing('thrombectomy', known({ ...late, values: old, scores: { aspects: 5 } }))['late-large'], false)
    const basilar = { values: { occlusion: 'basilar' }, scores: { nihss: 10, 'pc-aspects': 6 } }
    assert.equal(standing('thrombectomy', known({ ...basilar, minutes: { 'last-known-well': 1440 } }))['basilar'], true)
    assert.equal(
      standing('thrombectomy', known({ ...basilar, minutes: { 'last-known-well': 1441 } }))['basilar'],
      false,
    )
  })

  test('what was not answered is not known: neither met nor not met', () => {
    assert.equal(standing('thrombectomy', known({ ...early, scores: { nihss: 6 } }))['early'], null)
    assert.equal(standing('lysis', known({ values: early.values }))['standard'], null)
    assert.equal(standing('lysis', known({ ...early, minutes: { 'last-known-well': 270 } }))['standard'], true)
    assert.equal(standing('lysis', known({ ...early, minutes: { 'last-known-well': 271 } }))['standard'], false)
  })

  test('pressure alerts at 185/110 before the needle and at 180/105 after it', () => {
    const verdict = (code: string, facts: Facts) => {
      const alert = strokeTwo.alerts.find((each) => each.code === code)
      assert.ok(alert)
      return evaluate(alert.when, facts)
    }
    const pressure = { systolic: 182, diastolic: 100 }
    assert.equal(verdict('pressure-before', known({ values: pressure })), false)
    assert.equal(verdict('pressure-before', known({ values: { ...pressure, diastolic: 110 } })), true)
    assert.equal(verdict('pressure-after', known({ values: pressure, minutes: { needle: 10 } })), true)
    assert.equal(verdict('pressure-after', known({ values: { systolic: 170 }, minutes: { needle: 10 } })), null)
    assert.equal(verdict('window-closes', known({ minutes: { 'last-known-well': 240 } })), true)
    assert.equal(verdict('window-closes', known({ minutes: { 'last-known-well': 239 } })), false)
  })
})
