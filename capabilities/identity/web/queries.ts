import { queryOptions } from '@tanstack/react-query'
import type { Id } from '#platform/contract/id.ts'
import { call } from '#platform/web/api.ts'
import * as device from '../contract/device.ts'
import { getNoticeSetting } from '../contract/notices.ts'
import * as people from '../contract/people.ts'
import { listMyRingDevices } from '../contract/push.ts'
import { getRoster } from '../contract/roster.ts'
import * as life from '../contract/roster-life.ts'
import * as contract from '../contract.ts'
import { pushState } from './push.ts'

/** Who I am; a problem `not-signed-in` means nobody. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => await call(contract.getMe, {}, { signal }),
  retry: false,
  staleTime: 60_000,
})

/** The people of a facility. */
export const peopleQuery = (facilityId: string) =>
  queryOptions({
    queryKey: ['people', facilityId],
    queryFn: async () => await call(people.listPeople, { facilityId }),
  })

/** Who is on duty at a facility. */
export const dutyQuery = (facilityId: string) =>
  queryOptions({
    queryKey: ['duty', facilityId],
    queryFn: async () => await call(contract.getDutyNow, { facilityId }),
    meta: { topics: [] },
  })

/** Who is on duty for a specialty at every hospital; asked again each half minute, since duties change by the clock. */
export const dutySearchQuery = (specialty: string) =>
  queryOptions({
    queryKey: ['duty-search', specialty],
    queryFn: async ({ signal }) => await call(life.searchDuty, { specialty }, { signal }),
    refetchInterval: 30_000,
  })

/** The week of a facility from a day on; fetched again when somebody plans. */
export const rosterQuery = (facilityId: string, from: string) =>
  queryOptions({
    queryKey: ['roster', facilityId, from],
    queryFn: async ({ signal }) => await call(getRoster, { facilityId, from }, { signal }),
    meta: { topics: [`facility/${facilityId}`] },
  })

/** My sessions. */
export const sessionsQuery = queryOptions({
  queryKey: ['my-sessions'],
  queryFn: async () => await call(contract.listMySessions, {}),
})

/** Who looked at a patient. */
export const accessesQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['patient', patientId, 'accesses'],
    queryFn: async () => await call(contract.listAccesses, { patientId }),
  })

/** Whether this browser is a shared computer, and who may come back here. */
export const sharedDeviceQuery = queryOptions({
  queryKey: ['shared-device'],
  queryFn: async () => await call(device.getSharedDevice, {}),
  retry: false,
})

/** The shared computers of a facility. */
export const sharedDevicesQuery = (facilityId: string) =>
  queryOptions({
    queryKey: ['shared-devices', facilityId],
    queryFn: async () => await call(device.listSharedDevices, { facilityId }),
  })

/** Whether this browser rings while no page is open. */
export const pushStateQuery = queryOptions({ queryKey: ['push-state'], queryFn: pushState })

/** The screens and browsers through which I can be rung. */
export const ringDevicesQuery = queryOptions({
  queryKey: ['ring-devices'],
  queryFn: async ({ signal }) => await call(listMyRingDevices, {}, { signal }),
})

/** The gaps of the next two weeks, and the holidays. */
export const rosterGapsQuery = (facilityId: Id<'facility'>) =>
  queryOptions({
    queryKey: ['roster-gaps', facilityId],
    queryFn: async ({ signal }) => await call(life.listRosterGaps, { facilityId }, { signal }),
    meta: { topics: [`facility/${facilityId}`] },
  })

/** Who is away. */
export const absencesQuery = (facilityId: Id<'facility'>) =>
  queryOptions({
    queryKey: ['absences', facilityId],
    queryFn: async ({ signal }) => await call(life.listAbsences, { facilityId }, { signal }),
    meta: { topics: [`facility/${facilityId}`] },
  })

/** The swaps that wait for an answer. */
export const swapsQuery = (facilityId: Id<'facility'>) =>
  queryOptions({
    queryKey: ['swaps', facilityId],
    queryFn: async ({ signal }) => await call(life.listSwaps, { facilityId }, { signal }),
    meta: { topics: [`facility/${facilityId}`] },
  })

/** How I want to hear of what is no emergency. */
export const noticeSettingQuery = queryOptions({
  queryKey: ['notice-setting'],
  queryFn: async ({ signal }) => await call(getNoticeSetting, {}, { signal }),
})
