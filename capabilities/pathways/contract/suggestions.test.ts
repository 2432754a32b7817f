import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Recorded } from './run.ts'
import { scores } from './scores/registry.ts'
import { suggestionFor } from './suggestions.ts'

const now = Date.UTC(2026, 10, 22, 6)
const recorded = (code: Recorded['code'], value: number | string, hoursAgo = 0): Recorded => ({
  ...{ code, value, isEstimated: false, by: null },
  // the schema brands instants for the compiler alone
  effectiveAt: new Date(now - hoursAgo * 3_600_000).toISOString() as Recorded['effectiveAt'],
})
const figure = { kind: 'number', unit: 'mmol/L', min: 0.2, max: 30, decimals: 1 } as const
const offered = (code: string, is: Parameters<typeof suggestionFor>[0]['is'], from: Recorded) =>
  suggestionFor({ code, is }, [from], now)?.value ?? null

test('a value of the record is offered while it is fresh: a vital sign for an hour, the laboratory for a day', () => {
  assert.equal(offered('lactate', figure, recorded('lactate', 2.1, 23)), 2.1)
  assert.equal(offered('lactate', figure, recorded('lactate', 2.1, 25)), null)
  const yesNo = { kind: 'yes-no-unknown' } as const
  assert.equal(offered('supplemental-oxygen', yesNo, recorded('supplemental-oxygen', 'yes', 0.5)), 'yes')
  assert.equal(offered('supplemental-oxygen', yesNo, recorded('supplemental-oxygen', 'yes', 2)), null)
})

test('what the question does not take is not offered', () => {
  assert.equal(offered('lactate', { ...figure, max: 10 }, recorded('lactate', 12)), null)
  const avpu = scores['meows']?.inputs.find((each) => each.code === 'avpu')
  assert.ok(avpu)
  assert.equal(offered('avpu', avpu, recorded('consciousness', 'V')), 'V')
  assert.equal(offered('avpu', avpu, recorded('consciousness', 'C')), null, 'MEOWS has no new confusion')
  assert.equal(offered('lactate', figure, recorded('ph', 7.1)), null)
})
