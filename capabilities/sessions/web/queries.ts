import { queryOptions } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import * as contract from '../contract.ts'

/** A room with everybody invited and who is there; fetched again when somebody enters or leaves. */
export const sessionQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['session-room', sessionId],
    queryFn: async ({ signal }) => await call(contract.getSession, { sessionId }, { signal }),
  })
