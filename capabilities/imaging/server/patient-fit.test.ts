import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { PatientBrief } from '#capabilities/records/contract.ts'
import { fitOf, isWorthShowing, rankOf, type Sent, wordsOfSentName } from './patient-fit.ts'

const patient = (changed: Partial<PatientBrief> = {}): PatientBrief => ({
  id: 'p' as PatientBrief['id'],
  fullName: 'Vừ A Dế',
  isUnknown: false,
  isSynthetic: false,
  birthDate: '1965-03-12',
  birthYear: 1965,
  sex: 'male',
  lastDigits: '4417',
  ...changed,
})
const sent: Sent = { name: 'VU^A DE', birthDate: '19650312', sex: 'M', code: 'MN26-004417' }
const fit = (changed: Partial<Sent>, known: Partial<PatientBrief> = {}, codes = ['MN26-004417']) =>
  fitOf({ ...sent, ...changed }, { patient: patient(known), codes })
const nameFit = (name: string, fullName = 'Vừ A Dế') => fit({ name }, { fullName }).name

describe('a name beside the one in the record', () => {
  test('is the same without marks, with marks, with carets or glued together', () => {
    for (const name of ['VU A DE', 'VU^A^DE', 'Vừ^A Dế', 'VUADE', 'VU^A DE^^BN', 'VU A DE=', 'VU A DE 1965'])
      assert.equal(nameFit(name), 'same', name)
    assert.equal(nameFit('Lê Thị Hoà', 'Lê Thị Hòa'), 'same')
  })

  test('in another order is said to be so, as machines that put the given name first write it', () => {
    assert.equal(nameFit('DE^VU A'), 'other-order')
    assert.equal(nameFit('AN^NGUYEN^VAN', 'Nguyễn Văn An'), 'other-order')
  })

  test('with other marks is another name: Hoa is not Hòa', () => {
    assert.equal(nameFit('LE THI HOA', 'Lê Thị Hòa'), 'same')
    assert.equal(nameFit('Lê Thị Hoa^', 'Lê Thị Hòa'), 'marks-differ')
    assert.equal(nameFit('Lê Thị Hóa', 'Lê Thị Hòa'), 'marks-differ')
    assert.equal(nameFit('Dặng Văn An', 'Đặng Văn An'), 'marks-differ')
  })

  test('is similar when a word or a letter is missing, and different when it shares only Nguyễn', () => {
    assert.equal(nameFit('NGUYEN VAN', 'Nguyễn Văn An'), 'similar')
    assert.equal(nameFit('NGUYEN VAN ANH', 'Nguyễn Văn An'), 'similar')
    assert.equal(nameFit('N V AN', 'Nguyễn Văn An'), 'similar')
    assert.equal(nameFit('NGUYEN THI HOA', 'Nguyễn Văn An'), 'different')
    assert.equal(nameFit('', 'Nguyễn Văn An'), 'different')
  })

  test('gives no number to the words that are searched for', () => {
    assert.deepEqual(wordsOfSentName('VU^A DE 60T^^BN^=x'), ['vu', 'a', 'de', '60t'])
  })
})

describe('birth, sex and code', () => {
  test('are told fact by fact', () => {
    assert.deepEqual(fit({}), { name: 'same', birth: 'same-day', sex: 'same', code: 'same' })
    assert.deepEqual(fit({ birthDate: '19660101', sex: 'F', code: 'MN26-004471' }), {
      ...{ name: 'same', birth: 'year-apart', sex: 'differs', code: 'differs' },
    })
    assert.equal(fit({ code: 'MN26-00441' }).code, 'one-character')
    assert.equal(fit({ code: 'mn26 004417' }).code, 'one-character')
    assert.equal(fit({ birthDate: '1965' }).birth, 'same-year')
    assert.equal(fit({ birthDate: '19400101' }).birth, 'differs')
  })

  test('that were left out speak neither for nor against', () => {
    assert.deepEqual(fit({ birthDate: '', sex: 'O', code: '' }), {
      ...{ name: 'same', birth: 'not-told', sex: 'not-told', code: 'not-told' },
    })
    assert.equal(fit({ birthDate: '00010101' }).birth, 'not-told')
  })
})

test('the likeliest stands first, and nobody is shown of whom only the sex fits', () => {
  const order = [
    fit({ code: 'X' }),
    fit({ code: 'X', name: 'DE VU A' }),
    fit({ code: 'X', name: 'VU A' }),
    fit({ code: 'X', name: 'VU A', birthDate: '19400101' }),
  ].map(rankOf)
  assert.deepEqual(
    order,
    order.toSorted((one, other) => other - one),
  )
  assert.equal(isWorthShowing(fit({ name: 'LO THI MAI', code: 'X' })), false)
  assert.equal(isWorthShowing(fit({ name: 'LO THI MAI' })), true)
  assert.equal(isWorthShowing(fit({ code: 'X', birthDate: '19400101', sex: 'F' })), false)
})
