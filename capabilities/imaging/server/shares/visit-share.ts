import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { codeHash, tokenHash } from './make-share.ts'
import { mostCodes, openShares } from './read-share.ts'

const visitBytes = 32

type Verdict = { refused: 'not-found' | 'code-needed' | 'code-wrong' } | { visit: string; share: Found }
type Found = { patientId: string; basis: string; expiresAt: Date }

/**
 * Begins a visit of a share by its token and, where it has one, its code. A try of a code is counted before it is
 * compared, so that two at once are two; its row stays when the code is wrong, so a refusal is an answer here.
 */
export async function visitShare(
  tx: Tx,
  { token, code, source, now }: { token: string; code: string | undefined; source: string; now: Date },
): Promise<Verdict> {
  const hash = tokenHash(token)
  const share = await openShares(tx, now).where('share.token_hash', '=', hash).executeTakeFirst()
  if (!share) return { refused: 'not-found' }
  if (share.code_hash !== null) {
    if (code === undefined) return { refused: 'code-needed' }
    const tried = await countTry(tx, share.id)
    if (!tried) return { refused: 'not-found' }
    if (!isSame(codeHash(token, code), share.code_hash)) return { refused: 'code-wrong' }
    await tx.updateTable('imaging.share').set({ code_tries: 0 }).where('id', '=', share.id).execute()
  }
  const visit = randomBytes(visitBytes).toString('base64url')
  await tx
    .insertInto('imaging.share_opening')
    .values({ share_id: share.id, at: now, source, visit_hash: tokenHash(visit) })
    .execute()
  return { visit, share: { patientId: share.patient_id, basis: share.basis, expiresAt: share.expires_at } }
}

/** The refusal of a visit as what the caller is told. */
export function refusalOf(refused: 'not-found' | 'code-needed' | 'code-wrong'): Problem {
  if (refused === 'not-found') return notFound()
  return new Problem(403, refused)
}

async function countTry(tx: Tx, shareId: string): Promise<boolean> {
  const counted = await tx
    .updateTable('imaging.share')
    .set((row) => ({ code_tries: row('code_tries', '+', 1) }))
    .where('id', '=', shareId)
    .where('code_tries', '<', mostCodes)
    .returning('id')
    .executeTakeFirst()
  return counted !== undefined
}

const isSame = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(one), Buffer.from(other))
