import { queryOptions } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import * as contracts from '../contract/contracts.ts'
import * as contract from '../contract.ts'

/** The provinces and specialties. */
export const networkQuery = queryOptions({
  queryKey: ['network'],
  queryFn: async () => await call(contract.getNetwork, {}),
  staleTime: 10 * 60_000,
})

/** Facilities by text and province. */
export const facilitySearchQuery = (text: string, provinceCode?: string) =>
  queryOptions({
    queryKey: ['facilities', 'search', text, provinceCode ?? ''],
    queryFn: async () =>
      await call(contract.searchFacilities, { text, limit: 40, ...(provinceCode ? { provinceCode } : {}) }),
    placeholderData: (before) => before,
  })

/** One facility. */
export const facilityQuery = (facilityId: string) =>
  queryOptions({
    queryKey: ['facility', facilityId, 'page'],
    queryFn: async () => await call(contract.getFacility, { facilityId }),
  })

/** The contracts of a facility with others. */
export const contractsQuery = (facilityId: string) =>
  queryOptions({
    queryKey: ['facility', facilityId, 'contracts'],
    queryFn: async ({ signal }) => await call(contracts.listContracts, { facilityId }, { signal }),
  })

/** What a facility has published of remote care. */
export const remoteServicesQuery = (facilityId: string) =>
  queryOptions({
    queryKey: ['facility', facilityId, 'remote-service'],
    queryFn: async ({ signal }) => await call(contracts.listRemoteServices, { facilityId }, { signal }),
  })
