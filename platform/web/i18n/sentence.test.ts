import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withinSentence } from './sentence.ts'

test('a word begins small inside a sentence, an abbreviation stays', () => {
  assert.equal(withinSentence('Đột quỵ cấp'), 'đột quỵ cấp')
  assert.equal(withinSentence('NIHSS'), 'NIHSS')
  assert.equal(withinSentence('CT sọ'), 'CT sọ')
  assert.equal(withinSentence(''), '')
})
