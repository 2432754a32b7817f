import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { programme } from '#capabilities/network/contract.ts'
import { instant } from '#platform/contract/instant.ts'

/** One reason for which a hospital was chosen, or passed over. */
export const routingReason = z.discriminatedUnion('code', [
  z.object({ code: z.enum(['link-for-specialty', 'general-link', 'nobody-on-duty', 'next-link']) }),
  z.object({ code: z.literal('programme'), programme }),
  z.object({ code: z.enum(['nobody-on-duty-at', 'backup-of']), facilityId: z.guid() }),
  z.object({ code: z.enum(['load', 'distance-km']), n: z.number() }),
  z.object({ code: z.literal('coordinator'), text: z.string() }),
])

/** One reason for which a hospital was chosen, or passed over. */
export type RoutingReason = z.output<typeof routingReason>

/** One decision of the routing: where it went, when, why, and who decided if a person did. */
export const routingStep = z.object({
  at: instant,
  why: z.enum(['first', 'backup', 'rerouted', 'called']),
  facilityName: z.string(),
  reasons: z.array(z.object({ reason: routingReason, facilityName: z.string().nullable() })),
  decidedBy: personBrief.nullable(),
})

/** One decision of the routing. */
export type RoutingStep = z.output<typeof routingStep>
