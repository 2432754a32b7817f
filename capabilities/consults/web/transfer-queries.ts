import { queryOptions } from '@tanstack/react-query'
import type { Me } from '#capabilities/identity/contract.ts'
import { call } from '#platform/web/api.ts'
import * as letters from '../contract/letter.ts'
import * as contract from '../contract/transfer.ts'

/** The transfers of a case. */
export const caseTransfersQuery = (consultId: string) =>
  queryOptions({
    queryKey: ['consult', consultId, 'transfers'],
    queryFn: async ({ signal }) => await call(contract.listTransfers, { consultId }, { signal }),
  })

/** The transfers of my hospitals that are under way. */
export const myTransfersQuery = (me: Me) =>
  queryOptions({
    queryKey: ['transfers'],
    queryFn: async ({ signal }) => await call(contract.listTransfers, {}, { signal }),
    meta: { topics: [`person/${me.person.id}`, ...new Set(me.roles.map((held) => `facility/${held.facilityId}`))] },
  })

/** One transfer. */
export const transferQuery = (transferId: string) =>
  queryOptions({
    queryKey: ['transfer', transferId],
    queryFn: async ({ signal }) => await call(contract.getTransfer, { transferId }, { signal }),
  })

/** The letter of a transfer. */
export const letterQuery = (transferId: string) =>
  queryOptions({
    queryKey: ['transfer', transferId, 'letter'],
    queryFn: async ({ signal }) => await call(letters.getLetter, { transferId }, { signal }),
  })
