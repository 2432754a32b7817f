import { queryOptions } from '@tanstack/react-query'
import type { Me } from '#capabilities/identity/contract.ts'
import { call } from '#platform/web/api.ts'
import * as contract from '../contract/warnings.ts'

/** A hint may be lost with a server, and time makes tasks late without one. */
const askAgainMs = 30_000

const topicsOf = (me: Me) => [...new Set(me.roles.map((held) => `facility/${held.facilityId}`))]

/** The open warnings of the hospitals of the person signed in. */
export const warningsQuery = (me: Me) =>
  queryOptions({
    queryKey: ['warnings'],
    queryFn: async ({ signal }) => await call(contract.listWarnings, {}, { signal }),
    meta: { topics: topicsOf(me) },
    refetchInterval: askAgainMs,
  })

/** The tasks that are late, or due within the hour, in the hospitals of the person signed in. */
export const dueTasksQuery = (me: Me) =>
  queryOptions({
    queryKey: ['due-tasks'],
    queryFn: async ({ signal }) => await call(contract.listDueTasks, {}, { signal }),
    meta: { topics: topicsOf(me) },
    refetchInterval: askAgainMs,
  })

/** The early-warning score of a patient now, with the newest warnings. */
export const earlyWarningQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['patient', patientId, 'early-warning'],
    queryFn: async ({ signal }) => await call(contract.getEarlyWarning, { patientId }, { signal }),
  })

/** The early-warning scores, with the facilities of mine that approved each. */
export const earlyWarningScoresQuery = queryOptions({
  queryKey: ['early-warning-scores'],
  queryFn: async ({ signal }) => await call(contract.listEarlyWarningScores, {}, { signal }),
})
