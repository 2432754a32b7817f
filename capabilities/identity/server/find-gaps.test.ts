import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findGaps, without } from './find-gaps.ts'

test('what is left of a span when others are taken out', () => {
  assert.deepEqual(
    without({ from: 0, to: 10 }, [
      { from: 2, to: 4 },
      { from: 9, to: 20 },
    ]),
    [
      { from: 0, to: 2 },
      { from: 4, to: 9 },
    ],
  )
  assert.deepEqual(without({ from: 0, to: 10 }, [{ from: -5, to: 15 }]), [])
  assert.deepEqual(without({ from: 0, to: 10 }, [{ from: 10, to: 15 }]), [{ from: 0, to: 10 }])
})

test('somebody who is away covers nothing in that time', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 22, hour))
  const roster = {
    shifts: [{ specialty: 'stroke', personId: 'a', startsAt: at(0), endsAt: at(24) }],
    absences: [{ personId: 'a', startsAt: at(8), endsAt: at(12) }],
  }
  assert.deepEqual(findGaps({ from: at(0), to: at(24) }, ['stroke'], roster), [
    { specialty: 'stroke', from: at(8).toISOString(), to: at(12).toISOString() },
  ])
})
