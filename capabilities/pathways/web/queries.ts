import { queryOptions } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import * as runs from '../contract/run-endpoints.ts'
import * as contract from '../contract.ts'

/** The pathways in force. */
export const pathwaysQuery = queryOptions({
  queryKey: ['pathways'],
  queryFn: async () => await call(contract.listPathways, {}),
  staleTime: 10 * 60_000,
})

/** A version of a pathway with all its parts; versions never change. */
export const pathwayQuery = (code: string, version: number) =>
  queryOptions({
    queryKey: ['pathway', code, version],
    queryFn: async () => await call(contract.getPathway, { code, version }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** What is known of the pathway that runs for a subject; values of the record are part of it. */
export const runQuery = (subject: { kind: string; id: string; patientId: string }) =>
  queryOptions({
    queryKey: [subject.kind, subject.id, 'run'],
    queryFn: async ({ signal }) =>
      await call(runs.getRun, { subjectKind: subject.kind, subjectId: subject.id }, { signal }),
    meta: { topics: [`patient/${subject.patientId}`] },
  })
