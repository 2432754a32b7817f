import { queryOptions } from '@tanstack/react-query'
import type { Me } from '#capabilities/identity/contract.ts'
import type { Id } from '#platform/contract/id.ts'
import { call } from '#platform/web/api.ts'
import * as ladder from '../contract/ladder.ts'
import * as paging from '../contract/paging.ts'
import * as thread from '../contract/thread.ts'
import * as contract from '../contract.ts'

/** A hint may be lost with a server; what rings is asked for again at this pace all the same. */
const ringAgainMs = 10_000

/** Now and owed, for the person signed in; listens to the inboxes of the person and of their facilities. */
export const deskQuery = (me: Me) =>
  queryOptions({
    queryKey: ['desk'],
    queryFn: async ({ signal }) => await call(contract.getDesk, {}, { signal }),
    meta: { topics: [`person/${me.person.id}`, ...new Set(me.roles.map((held) => `facility/${held.facilityId}`))] },
    refetchInterval: ringAgainMs,
  })

/** One consult. */
export const consultQuery = (consultId: string) =>
  queryOptions({
    queryKey: ['consult', consultId],
    queryFn: async ({ signal }) => await call(contract.getConsult, { consultId }, { signal }),
  })

/** The conversation of a consult. */
export const messagesQuery = (consultId: string) =>
  queryOptions({
    queryKey: ['consult', consultId, 'messages'],
    queryFn: async ({ signal }) => await call(thread.listMessages, { consultId }, { signal }),
  })

/** The consults that I may see. */
export const consultsQuery = queryOptions({
  queryKey: ['consults'],
  queryFn: async ({ signal }) => await call(contract.listConsults, { limit: 50 }, { signal }),
})

/** Who was rung at a facility and did not answer, between two days. */
export const missesQuery = (facilityId: Id<'facility'>, days: { from: string; to: string }) =>
  queryOptions({
    queryKey: ['misses', facilityId, days.from, days.to],
    queryFn: async ({ signal }) => await call(paging.listMisses, { facilityId, ...days }, { signal }),
  })

/** The ladder that a facility rings by. */
export const facilityLadderQuery = (facilityId: Id<'facility'>) =>
  queryOptions({
    queryKey: ['facility-ladder', facilityId],
    queryFn: async ({ signal }) => await call(ladder.getLadder, { facilityId }, { signal }),
  })

/** Who would be rung. */
export const ladderQuery = (facilityId: string, pathway: string) =>
  queryOptions({
    queryKey: ['ladder', facilityId, pathway],
    queryFn: async ({ signal }) => await call(contract.previewLadder, { facilityId, pathway }, { signal }),
    staleTime: 30_000,
  })
