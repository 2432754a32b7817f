import { queryOptions } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import * as corrections from '../contract/corrections.ts'
import { listLegalHolds } from '../contract/protection-endpoints.ts'
import * as contract from '../contract.ts'

/** A patient's record; fetched again when something in it changes. */
export const patientQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['patient', patientId],
    queryFn: async ({ signal }) => await call(contract.getPatient, { patientId }, { signal }),
  })

/** What was corrected of a patient. */
export const versionsQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['patient', patientId, 'versions'],
    queryFn: async ({ signal }) => await call(corrections.listVersions, { patientId }, { signal }),
  })

/** Patients by words of the name or the end of an identifier. */
export const patientSearchQuery = (text: string) =>
  queryOptions({
    queryKey: ['patients', 'search', text],
    queryFn: async ({ signal }) => await call(contract.searchPatients, { text, limit: 40 }, { signal }),
    placeholderData: (before) => before,
  })

/** The legal holds at the hospitals that I lead. */
export const legalHoldsQuery = queryOptions({
  queryKey: ['legal-holds'],
  queryFn: async ({ signal }) => await call(listLegalHolds, {}, { signal }),
})
