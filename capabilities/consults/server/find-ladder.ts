import type { Tx } from '#platform/server/db.ts'
import { defaultLadder, type LadderDocument, ladderDocument } from '../contract/ladder.ts'

/** The ladder that holds at a facility; version 0 is the one that ships. */
export type LadderAt = { version: number; document: LadderDocument; setAt: Date | null }

const rememberMs = 2000
const remembered = new Map<string, { ladder: LadderAt; until: number }>()

/** The newest ladder of a facility. */
export async function findLadder(tx: Tx, facilityId: string): Promise<LadderAt> {
  const row = await tx
    .selectFrom('consults.ladder')
    .select(['version', 'document', 'set_at'])
    .where('facility_id', '=', facilityId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row
    ? { version: row.version, document: ladderDocument.parse(row.document), setAt: row.set_at }
    : { version: 0, document: defaultLadder, setAt: null }
}

/** The same for an emergency, which does not wait for it twice: a change counts two seconds later at the latest. */
export async function ladderFor(tx: Tx, facilityId: string): Promise<LadderDocument> {
  const known = remembered.get(facilityId)
  if (known && known.until > Date.now()) return known.ladder.document
  const ladder = await findLadder(tx, facilityId)
  remembered.set(facilityId, { ladder, until: Date.now() + rememberMs })
  return ladder.document
}
