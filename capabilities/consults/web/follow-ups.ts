import { queryOptions } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import * as contract from '../contract/follow-up.ts'

/** The follow-ups of a consult. */
export const followUpsQuery = (consultId: string) =>
  queryOptions({
    queryKey: ['consult', consultId, 'follow-ups'],
    queryFn: async ({ signal }) => await call(contract.listFollowUps, { consultId }, { signal }),
  })

/** Hours as people say them: up to two days in hours, then in days. */
export const spanOf = (hours: number): { word: 'afterHours' | 'afterDays'; n: number } =>
  hours < 48 ? { word: 'afterHours', n: hours } : { word: 'afterDays', n: Math.round(hours / 24) }
