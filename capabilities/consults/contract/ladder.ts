import { z } from 'zod'
import { dutyPosition } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'

/** How a person is reached: every open screen, web push, SMS, a spoken call, e-mail. */
export const pageChannel = z.enum(['app', 'push', 'sms', 'voice', 'email'])

/** How a person is reached. */
export type PageChannel = z.output<typeof pageChannel>

const longestSeconds = 3600

const send = z.object({ channel: pageChannel, afterSeconds: z.number().int().min(0).max(longestSeconds) })

const rung = z.object({
  /** Seconds after the request. */
  afterSeconds: z.number().int().min(0).max(longestSeconds),
  /** The hospital that was asked, or the one that stands in for it. */
  at: z.enum(['supporting', 'backup']),
  whom: z.array(dutyPosition).min(1),
  /** Through what, in seconds after the rung is reached. */
  sends: z.array(send).min(1).max(12),
})

/** Whom a hospital rings, when, and through what, until somebody answers. Times only grow from rung to rung. */
export const ladderDocument = z
  .object({ rungs: z.array(rung).min(1).max(12) })
  .refine((ladder) => ladder.rungs[0]?.afterSeconds === 0, { message: 'first-rung-at-once' })
  .refine((ladder) => ladder.rungs.every((each, at, all) => each.afterSeconds >= (all[at - 1]?.afterSeconds ?? 0)), {
    message: 'rungs-in-order',
  })
  .refine((ladder) => ladder.rungs.every((each) => each.sends.some((one) => one.channel === 'app')), {
    message: 'every-rung-rings-the-app',
  })

/** Whom a hospital rings, when, and through what. */
export type LadderDocument = z.output<typeof ladderDocument>

const everything = [
  { channel: 'app', afterSeconds: 0 },
  { channel: 'push', afterSeconds: 0 },
] as const

const atOnce = [...everything, { channel: 'sms', afterSeconds: 0 } as const]

/** The ladder of a hospital that has not set its own: version 0. */
export const defaultLadder: LadderDocument = {
  rungs: [
    {
      afterSeconds: 0,
      at: 'supporting',
      whom: ['first'],
      sends: [...everything, { channel: 'sms', afterSeconds: 30 }, { channel: 'voice', afterSeconds: 240 }],
    },
    { afterSeconds: 60, at: 'supporting', whom: ['second'], sends: [...atOnce] },
    { afterSeconds: 120, at: 'supporting', whom: ['senior', 'team', 'coordinator'], sends: [...atOnce] },
    { afterSeconds: 180, at: 'backup', whom: ['first', 'second'], sends: [...atOnce] },
    {
      afterSeconds: 240,
      at: 'supporting',
      whom: ['leader'],
      sends: [...atOnce, { channel: 'voice', afterSeconds: 0 }],
    },
  ],
}

const ladderAt = z.object({
  version: z.number().int(),
  document: ladderDocument,
  setAt: instant.nullable(),
  /** Which channels this installation can use at all. */
  channels: z.array(pageChannel),
})

/** The ladder that holds at a facility for new emergencies; version 0 is the one that ships. */
export const getLadder = endpoint({
  name: 'get-ladder',
  method: 'GET',
  path: '/api/facilities/{facilityId}/ladder',
  may: 'ladder.read',
  touchesPatient: false,
  input: z.object({ facilityId: id<'facility'>() }),
  output: ladderAt,
})

/** Sets the ladder of a facility; `version` is the one that was read, so that nobody overwrites a colleague's change unseen. */
export const setLadder = endpoint({
  name: 'set-ladder',
  method: 'POST',
  path: '/api/facilities/{facilityId}/ladder',
  may: 'ladder.set',
  touchesPatient: false,
  input: z.object({ facilityId: id<'facility'>(), version: z.number().int().min(0), document: ladderDocument }),
  output: ladderAt,
  problems: ['ladder-has-changed'],
})
