import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyPatient, patientInput, yearOf } from './patient-form.ts'

const typed = { ...emptyPatient, fullName: ' Nguyễn  Văn An ', birthDate: '1961-04-30', personalId: '001 061 000 001' }

test('a date of birth is sent alone, a year where there is no date', () => {
  const { birthDate, birthYear } = patientInput({ ...typed, birthYear: '1970' })
  assert.deepEqual({ birthDate, birthYear }, { birthDate: '1961-04-30', birthYear: null })
  assert.equal(patientInput({ ...typed, birthDate: null, birthYear: '1970' }).birthYear, 1970)
})

test('of somebody nobody knows the year is sent, though a date and identifiers were typed before', () => {
  const form = { ...typed, isUnknown: true, birthYear: '1980' }
  const { birthDate, birthYear, identifiers } = patientInput(form)
  assert.deepEqual({ birthDate, birthYear, identifiers }, { birthDate: null, birthYear: 1980, identifiers: [] })
  assert.equal(yearOf({ ...form, birthYear: '' }), null)
})

test('names and identifiers are sent without spaces too many', () => {
  const { fullName, identifiers } = patientInput(typed)
  assert.equal(fullName, 'Nguyễn Văn An')
  assert.deepEqual(identifiers, [{ system: 'personal-id', value: '001061000001' }])
})
