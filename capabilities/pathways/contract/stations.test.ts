import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toInstant } from '#platform/contract/instant.ts'
import { documents } from './documents/shipped.ts'
import { strokeTwo } from './documents/stroke-2.ts'
import type { Milestone } from './milestone.ts'
import { windowsOf } from './stations.ts'

const passed = (code: string, at: string): Milestone => ({
  ...{ code, occurredAt: toInstant(new Date(at)), recordedAt: toInstant(new Date(at)) },
  ...{ isTyped: true, typedBy: null, version: 1 },
})
const opened = (...milestones: Milestone[]) => windowsOf({ pathway: strokeTwo, milestones })

test('while last known well is unknown no window of stroke is shown, however much else is known', () => {
  const others = strokeTwo.milestones.filter(({ code }) => !['last-known-well', 'sleep-midpoint'].includes(code))
  assert.ok(others.length > 20)
  assert.deepEqual(opened(...others.map(({ code }) => passed(code, '2026-11-23T03:00:00Z'))), [])
})

test('a window is shown only once the station from which it counts was passed, in every pathway', () => {
  for (const pathway of [strokeTwo, ...documents])
    for (const window of pathway.windows) {
      const rest = pathway.milestones.filter(({ code }) => code !== window.after)
      const milestones = rest.map(({ code }) => passed(code, '2026-11-23T03:00:00Z'))
      const found = windowsOf({ pathway, milestones }).map(({ code }) => code)
      assert.ok(!found.includes(window.code), `${pathway.code} ${window.code}`)
    }
})

test('the midpoint of sleep opens a clock of its own beside that of last known well, and moves none of the others', () => {
  const well = passed('last-known-well', '2026-11-22T15:00:00Z')
  const midpoint = passed('sleep-midpoint', '2026-11-22T19:00:00Z')
  const alone = opened(midpoint)
  assert.deepEqual(
    alone.map(({ code, from, until }) => [code, from, until]),
    [['lysis-wake-up', '2026-11-22T19:00:00.000Z', '2026-11-23T04:00:00.000Z']],
  )
  assert.deepEqual(
    opened(well, midpoint).filter(({ code }) => code !== 'lysis-wake-up'),
    opened(well),
  )
  assert.deepEqual(
    strokeTwo.windows.filter(({ after }) => after !== 'last-known-well').map(({ code, isBeside }) => [code, isBeside]),
    [['lysis-wake-up', true]],
  )
  assert.equal(strokeTwo.windows[0]?.after, 'last-known-well')
})
