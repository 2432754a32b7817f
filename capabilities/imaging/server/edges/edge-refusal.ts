import type { FastifyRequest } from 'fastify'
import { systemActor } from '#platform/server/actor.ts'
import { writeAudit } from '#platform/server/audit.ts'
import type { House } from '#platform/server/house.ts'
import type { CallingEdge } from './who-calls.ts'

const minuteMs = 60_000
const mostPerMinute = 60

/** How many rows each address has left in this minute; strangers are not to fill the trail. */
const noted = new WeakMap<House, { minute: number; rows: Map<string, number> }>()

type Refusal = { endpoint: string; problem: string; proven: CallingEdge | null }

/** Leaves a row in the audit trail for a refused call of whoever has not proven to be a gateway. */
export async function noteEdgeRefusal(
  house: House,
  request: FastifyRequest,
  endpoint: string,
  problem: string,
): Promise<void> {
  await noteRefusalOf(house, request, { endpoint, problem, proven: null })
}

/** Leaves a row in the audit trail for a refused call, under a gateway's name only when it has proven itself. */
export async function noteRefusalOf(
  house: House,
  request: FastifyRequest,
  { endpoint, problem, proven }: Refusal,
): Promise<void> {
  const now = house.clock.now()
  if (!proven && !mayNote(house, request.ip, now)) return
  const actor = systemActor(proven ? `edge ${proven.edgeId}` : 'unproven gateway', now)
  await writeAudit(house.db, actor, {
    ...{ endpoint, outcome: 'refused', problem, patientId: null, purpose: null, basis: null },
    requestId: request.id,
    source: request.ip,
  }).catch((fault: Error) => house.log.error({ fault: fault.message }, 'audit'))
}

function mayNote(house: House, source: string, now: Date): boolean {
  const minute = Math.floor(now.getTime() / minuteMs)
  const last = noted.get(house)
  const rows = last?.minute === minute ? last.rows : new Map<string, number>()
  noted.set(house, { minute, rows })
  const count = (rows.get(source) ?? 0) + 1
  rows.set(source, count)
  if (count === mostPerMinute + 1) house.log.warn('further refusals of unproven gateways go unnoted for this minute')
  return count <= mostPerMinute
}
