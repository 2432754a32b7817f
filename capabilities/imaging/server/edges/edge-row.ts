import type { Id } from '#platform/contract/id.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import type { Tx } from '#platform/server/db.ts'
import { type Edge, type EdgeStudy, edgeSilentMinutes } from '../../contract/edges.ts'

const minuteMs = 60_000

/** The rows of a facility's gateways that are not revoked, those first that were let in first. */
export const edgeRows = async (tx: Tx, facilityId: string) =>
  await tx
    .selectFrom('imaging.edge')
    .selectAll()
    .where('facility_id', '=', facilityId)
    .where('revoked_at', 'is', null)
    .orderBy('enrolled_at')
    .execute()

type EdgeRow = Awaited<ReturnType<typeof edgeRows>>[number]

/** A row as screens show it. */
export const edgeOf = (row: EdgeRow, studies: EdgeStudy[], now: Date): Edge => ({
  id: row.id as Id<'edge'>,
  label: row.label,
  enrolledAt: toInstant(row.enrolled_at),
  version: row.version,
  lastSeenAt: toInstantOrNull(row.last_seen_at),
  isSilent: !row.last_seen_at || now.getTime() - row.last_seen_at.getTime() > edgeSilentMinutes * minuteMs,
  clockAheadMs: row.clock_ahead_ms,
  spoolBytes: row.spool_bytes,
  freeBytes: row.free_bytes,
  waitingCount: row.waiting_count,
  heldCount: row.held_count,
  oldestWaitingAt: toInstantOrNull(row.oldest_waiting_at),
  aets: row.aets,
  studies,
})
