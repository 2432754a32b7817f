import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fold, foldedWords } from './fold.ts'

test('who types without diacritics finds Đặng Thị Hường', () => {
  assert.equal(fold('Đặng Thị Hường'), 'dang thi huong')
  const stored = fold('Đặng Thị Hường')
  assert.ok(foldedWords('dang thi huong').every((word) => stored.includes(word)))
  assert.ok(foldedWords('HƯỜNG  đặng').every((word) => stored.includes(word)))
})

test('the old and the new place of a tone mark are the same', () => {
  assert.equal(fold('Hòa'), fold('Hoà'))
})
