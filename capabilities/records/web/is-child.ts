import type { PatientBrief } from '../contract.ts'

const adultAt = 16
const yearMs = 365.25 * 86_400_000

/** True when a patient is known to be under 16, from the date or the year of birth. */
export function isChild({ birthDate, birthYear }: Pick<PatientBrief, 'birthDate' | 'birthYear'>): boolean {
  if (birthDate) return Date.now() - new Date(birthDate).getTime() < adultAt * yearMs
  return birthYear !== null && new Date().getFullYear() - birthYear < adultAt
}
