import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keptReason, shownReason } from './correction-reason.ts'

test('a reason is one of the list with what was said besides; the open one needs a text', () => {
  assert.equal(keptReason(null, 'x'), '')
  assert.equal(keptReason('Nhập nhầm', ' '), 'Nhập nhầm')
  assert.equal(keptReason('Đo hoặc hỏi lại', ' hỏi vợ '), 'Đo hoặc hỏi lại: hỏi vợ')
  assert.equal(keptReason('Lý do khác', ''), '')
  assert.equal(keptReason('Lý do khác', 'đổi đồng hồ'), 'Lý do khác: đổi đồng hồ')
})

test('a kept reason is said in both languages, what was typed stays', () => {
  assert.equal(shownReason('Đo hoặc hỏi lại: hỏi vợ', 'en'), 'Measured or asked again: hỏi vợ')
  assert.equal(shownReason('Nhập nhầm', 'vi'), 'Nhập nhầm')
  assert.equal(shownReason('hỏi lại gia đình', 'en'), 'hỏi lại gia đình')
})
