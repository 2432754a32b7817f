import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindOf, looksOf } from './looks.ts'

test('each operation is told as what it is for a ward', () => {
  const told = {
    lookImages: [
      'list-studies',
      'open-study',
      'query-series',
      'get-frame',
      'unmatch-study',
      'make-teaching-copy',
      'upload-images',
      'ask-priors',
    ],
    lookRecord: [
      'get-patient',
      'compare-patient',
      'list-versions',
      'get-document',
      'search-patients',
      'find-likely-duplicates',
    ],
    lookCase: ['get-consult', 'list-messages', 'get-session', 'list-consults'],
    lookMinutes: ['get-minutes', 'get-minutes-pdf', 'sign-minutes'],
    lookLog: ['list-accesses'],
    lookWrote: ['request-consult', 'write-note', 'record-observations', 'update-patient'],
  }
  for (const [kind, operations] of Object.entries(told))
    for (const operation of operations) assert.equal(kindOf(operation), kind, operation)
})

test('several calls of one look are one line; a refusal stands by itself', () => {
  const at = (time: string) => `2026-11-22T${time}:00.000Z`
  const look = (endpoint: string, time: string, outcome: 'done' | 'refused' = 'done') =>
    ({ at: at(time), person: null, endpoint, outcome, basis: null }) as Parameters<typeof looksOf>[0][number]
  const lines = looksOf([
    look('get-frame', '07:05'),
    look('open-study', '07:05'),
    look('open-study', '07:05', 'refused'),
    look('get-patient', '07:04'),
    look('get-patient', '07:01'),
  ])
  assert.deepEqual(
    lines.map((line) => `${line.kind} ${line.outcome} ${line.at.slice(11, 16)}`),
    ['lookImages done 07:05', 'lookImages refused 07:05', 'lookRecord done 07:04', 'lookRecord done 07:01'],
  )
})
