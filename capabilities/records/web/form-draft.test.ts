import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftWith, withDraft } from './form-draft.ts'

const before = { room: '3', bed: '7', diagnosis: '' }

test('a draft brings back what was typed, and never what a colleague corrected meanwhile', () => {
  const draft = draftWith(draftWith('', { diagnosis: 'I63' }), { diagnosis: 'I63.9' })
  assert.deepEqual(withDraft(before, draft), { room: '3', bed: '7', diagnosis: 'I63.9' })
  assert.deepEqual(withDraft({ ...before, bed: '8' }, draft), { room: '3', bed: '8', diagnosis: 'I63.9' })
})

test('what was emptied on purpose stays empty, and without a draft a form is as it stands', () => {
  assert.deepEqual(withDraft(before, draftWith('', { bed: '' })), { ...before, bed: '' })
  assert.deepEqual(withDraft(before, ''), before)
})
