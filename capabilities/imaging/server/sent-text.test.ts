import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readSentText } from './sent-text.ts'

// the bytes as `iconv -t TCVN` and `iconv -t WINDOWS-1258` write them
const bytesOf = (hex: string) => Buffer.from(hex, 'hex')
const sent = {
  tcvn: {
    'Vừ A Dế': '56f520412044d5',
    'Đặng^Thị Hường': 'a7c66e675e5468de2048adea6e67',
    'TRẦN^THỊ HỒNG': '5452c14e5e5448912048db4e47',
  },
  windows: { 'Vừ A Dế': '56fdcc20412044eaec', 'Đặng^Thị Hường': 'd0e3f26e675e546869f22048fdf5cc6e67' },
}
const inUtf8 = Buffer.from('Nguyễn^Thị Hồng^Ánh', 'utf8')
const read = (bytes: Uint8Array, declared = '') => readSentText(bytes, declared)

describe('a text whose character set is declared', () => {
  test('is read as declared', () => {
    assert.deepEqual(read(inUtf8, 'ISO_IR 192'), { text: 'Nguyễn^Thị Hồng^Ánh', isDoubtful: false })
    assert.deepEqual(read(Buffer.from('M\xfcller^J\xfcrgen', 'latin1'), 'ISO_IR 100'), {
      text: 'Müller^Jürgen',
      isDoubtful: false,
    })
    assert.deepEqual(read(Buffer.from('VU A DE'), ''), { text: 'VU A DE', isDoubtful: false })
  })

  test('is doubtful when its bytes belie the set', () => {
    assert.deepEqual(read(inUtf8, 'ISO_IR 100'), { text: 'Nguyễn^Thị Hồng^Ánh', isDoubtful: true })
    const broken = Buffer.concat([Buffer.from('Nguy'), Buffer.from([0xff]), Buffer.from('n')])
    assert.equal(read(broken, 'ISO_IR 192')?.isDoubtful, true)
  })

  test('is left to a toolkit when it has code extensions', () => {
    assert.equal(read(Buffer.from('\x1b$B;3\x1b(B', 'latin1'), '\\ISO 2022 IR 87'), null)
  })
})

describe('a text whose character set is not declared', () => {
  test('is the name that was typed when its bytes are UTF-8, TCVN or Windows-1258, and is marked', () => {
    assert.deepEqual(read(inUtf8), { text: 'Nguyễn^Thị Hồng^Ánh', isDoubtful: true })
    for (const names of [sent.tcvn, sent.windows])
      for (const [name, hex] of Object.entries(names))
        assert.deepEqual(read(bytesOf(hex)), { text: name, isDoubtful: true })
  })

  test('is read the same when TCVN was declared as Latin', () => {
    for (const [name, hex] of Object.entries(sent.tcvn))
      assert.deepEqual(read(bytesOf(hex), 'ISO_IR 100'), { text: name, isDoubtful: true })
  })

  test('that is no Vietnamese in any reading is shown as Latin and marked', () => {
    assert.deepEqual(read(Buffer.from('M\xfcller^J\xfcrgen', 'latin1')), { text: 'Müller^Jürgen', isDoubtful: true })
  })

  test('never holds a sign of replacement', () => {
    for (let byte = 0x80; byte < 0x100; byte += 1) {
      const found = read(Buffer.from([0x41, byte, 0x42]))
      assert.equal(found?.isDoubtful, true)
      assert.ok(!found.text.includes('\ufffd'), byte.toString(16))
    }
  })
})
