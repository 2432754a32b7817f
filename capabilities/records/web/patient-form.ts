import type { InputOf } from '#platform/contract/endpoint.ts'
import type { createPatient, identifierSystem, PatientRecord } from '../contract.ts'

/** What is typed of a patient, before it is sent. */
export type PatientForm = {
  isUnknown: boolean
  fullName: string
  birthDate: string | null
  birthYear: string
  sex: PatientRecord['sex']
  personalId: string
  bhyt: string
  mrn: string
}

/** A form in which nothing is typed yet. */
export const emptyPatient: PatientForm = {
  isUnknown: false,
  fullName: '',
  birthDate: null,
  birthYear: '',
  sex: 'unknown',
  personalId: '',
  bhyt: '',
  mrn: '',
}

/** A patient as a form, to be corrected; identifiers are added, and cancelled elsewhere. */
export const formOf = (patient: PatientRecord): PatientForm => ({
  ...emptyPatient,
  fullName: patient.isUnknown ? '' : patient.fullName,
  birthDate: patient.birthDate,
  birthYear: patient.birthDate ? '' : String(patient.birthYear ?? ''),
  sex: patient.sex,
})

/** The date of birth; of somebody nobody knows there is none, though one was typed before. */
export const birthDateOf = (form: PatientForm): string | null => (form.isUnknown ? null : form.birthDate)

/** The year of birth, from the date where there is one. */
export const yearOf = (form: PatientForm): number | null => {
  const birthDate = birthDateOf(form)
  if (birthDate) return Number(birthDate.slice(0, 4))
  return /^\d{4}$/.test(form.birthYear.trim()) ? Number(form.birthYear) : null
}

type System = (typeof identifierSystem)['options'][number]

/** What is sent of a form. */
export function patientInput(form: PatientForm): Omit<InputOf<typeof createPatient>, 'facilityId'> {
  const birthDate = birthDateOf(form)
  const typed: [System, string][] = [
    ['personal-id', form.personalId.replaceAll(/\s/g, '')],
    ['bhyt', form.bhyt.replaceAll(/\s/g, '').toUpperCase()],
    ['mrn', form.mrn.trim()],
  ]
  return {
    fullName: form.fullName.trim().replaceAll(/\s+/g, ' '),
    birthDate,
    birthYear: birthDate ? null : yearOf(form),
    sex: form.sex,
    identifiers: form.isUnknown
      ? []
      : typed.filter(([, value]) => value !== '').map(([system, value]) => ({ system, value })),
  }
}
