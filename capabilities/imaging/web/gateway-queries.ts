import { queryOptions } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { listEdges } from '../contract/edges.ts'

const againMs = 10_000

/** The gateways of a facility; they tell how they are all the time, so it is asked again and again. */
export const gatewaysQuery = (facilityId: string) =>
  queryOptions({
    queryKey: ['facility', facilityId, 'edges'],
    queryFn: async ({ signal }) => await call(listEdges, { facilityId }, { signal }),
    refetchInterval: againMs,
  })
