import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { done } from '#platform/contract/page.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Hours in which notices wait, by the clocks of Vietnam; `weekdays` are those on which they begin, 1 is Monday. */
export const quietHours = z
  .object({ from: time, to: time, weekdays: z.array(z.int().min(1).max(7)).min(1).max(7) })
  .refine((given) => given.from !== given.to, { message: 'no-hours' })

/** Hours in which notices wait; they may end on the next day. */
export type QuietHours = z.output<typeof quietHours>

const noticeSetting = z.object({
  /** False when the person wants no notices outside the app of what is no emergency. */
  isOn: z.boolean(),
  quiet: quietHours.nullable(),
})

/** How a person wants to hear of what is no emergency. An emergency never asks it. */
export type NoticeSetting = z.output<typeof noticeSetting>

/** How I want to hear of what is no emergency. */
export const getNoticeSetting = endpoint({
  name: 'get-notice-setting',
  method: 'GET',
  path: '/api/me/notices',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({}),
  output: noticeSetting,
})

export const setNoticeSetting = endpoint({
  name: 'set-notice-setting',
  method: 'POST',
  path: '/api/me/notices',
  may: 'signed-in',
  touchesPatient: false,
  input: noticeSetting,
  output: done,
})
