import { queryOptions } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import * as contract from '../contract.ts'

/** The pathways in force. */
export const pathwaysQuery = queryOptions({
  queryKey: ['pathways'],
  queryFn: async () => await call(contract.listPathways, {}),
  staleTime: 10 * 60_000,
})
