import { toInstantOrNull } from '#platform/contract/instant.ts'
import type { Encounter } from '../contract.ts'

type Row = {
  admission_number: string | null
  department: string
  room: string
  bed: string
  reason: string
  diagnosis: string
  admitted_at: Date | null
  ended_at: Date | null
}

/** What a row of a stay, or of what stood of it before, says of it; why and what ails is masked when it is protected. */
export const stayOf = (
  row: Row,
  mask: (text: string) => string,
): Omit<Encounter, 'id' | 'facilityId' | 'facilityName' | 'protection'> => ({
  admissionNumber: row.admission_number,
  department: row.department,
  room: row.room,
  bed: row.bed,
  reason: mask(row.reason),
  diagnosis: mask(row.diagnosis),
  admittedAt: toInstantOrNull(row.admitted_at),
  endedAt: toInstantOrNull(row.ended_at),
})
