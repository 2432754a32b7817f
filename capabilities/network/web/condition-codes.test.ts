import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conditionCodes } from './condition-codes.ts'

test('typed codes are told from what is none, each counts once', () => {
  assert.deepEqual(conditionCodes('i63, I61.9; I63\nO72'), { codes: ['I63', 'I61.9', 'O72'], wrong: [] })
  assert.deepEqual(conditionCodes('I63, đột quỵ'), { codes: ['I63'], wrong: ['ĐỘT', 'QUỴ'] })
  assert.deepEqual(conditionCodes('  '), { codes: [], wrong: [] })
})
