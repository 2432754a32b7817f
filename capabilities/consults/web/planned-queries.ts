import { queryOptions } from '@tanstack/react-query'
import type { Me } from '#capabilities/identity/contract.ts'
import { call } from '#platform/web/api.ts'
import * as contract from '../contract/planned.ts'

/** What waits at the hospitals that I coordinate. */
export const boardQuery = (me: Me) =>
  queryOptions({
    queryKey: ['board'],
    queryFn: async ({ signal }) => await call(contract.getBoard, {}, { signal }),
    meta: { topics: [`person/${me.person.id}`, ...new Set(me.roles.map((held) => `facility/${held.facilityId}`))] },
    refetchInterval: 15_000,
  })

/** Who may be given a request. */
export const specialistsQuery = (consultId: string) =>
  queryOptions({
    queryKey: ['consult', consultId, 'specialists'],
    queryFn: async ({ signal }) => await call(contract.listSpecialists, { consultId }, { signal }),
  })
