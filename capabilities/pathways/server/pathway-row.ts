import type { Tx } from '#platform/server/db.ts'
import { documents } from '../contract/documents/shipped.ts'
import { strokeOne } from '../contract/documents/stroke-1.ts'
import { strokeTwo } from '../contract/documents/stroke-2.ts'
import { type PathwayDocument, pathwayDocument } from '../contract/pathway-document.ts'

/** The pathways that ship with the product. */
export const shippedPathways: readonly PathwayDocument[] = [strokeOne, strokeTwo, ...documents]

const rememberNewestMs = 10_000

const parsed = new Map<string, PathwayDocument>()
const newest = new Map<string, { document: PathwayDocument; until: number }>()

/** A version of a pathway, or the newest one; null when there is none. Versions never change, so they are remembered. */
export async function findPathway(tx: Tx, code: string, version?: number): Promise<PathwayDocument | null> {
  const known = version ? parsed.get(`${code}/${version}`) : undefined
  if (known) return known
  const latest = version ? undefined : newest.get(code)
  if (latest && latest.until > Date.now()) return latest.document
  let query = tx.selectFrom('pathways.pathway').select('document').where('code', '=', code)
  if (version) query = query.where('version', '=', version)
  const row = await query.orderBy('version', 'desc').limit(1).executeTakeFirst()
  if (!row) return null
  const document = pathwayDocument.parse(row.document)
  parsed.set(`${code}/${document.version}`, document)
  if (!version) newest.set(code, { document, until: Date.now() + rememberNewestMs })
  return document
}

/** True when a clinician of the facility approved this version. */
export async function isApproved(tx: Tx, facilityId: string, pathway: PathwayDocument): Promise<boolean> {
  const row = await tx
    .selectFrom('pathways.approval')
    .select('approved_at')
    .where('facility_id', '=', facilityId)
    .where('code', '=', pathway.code)
    .where('version', '=', pathway.version)
    .executeTakeFirst()
  return row !== undefined
}
