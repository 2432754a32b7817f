import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { enqueue } from '#platform/server/jobs.ts'
import { newId } from '#platform/server/new-id.ts'
import type { Opinion } from '../contract/opinions.ts'
import { minutesChanged } from '../contract.ts'
import { fileMinutesJob } from './file-minutes.ts'
import type { ConsultRow } from './find-consult.ts'
import type { MinutesDocument } from './minutes-document.ts'
import type { MinutesRow } from './minutes-row.ts'
import type { MinutesSources } from './minutes-sources.ts'
import { opinionsOf } from './opinions.ts'
import { planNotices } from './plan-notices.ts'
import { say } from './say.ts'
import { informedOf } from './session-notes.ts'
import { conclusionOf, decisionOf } from './thread-row.ts'

/** A closed slot: the file with it, and what is worth a row beside it; a seal has a fingerprint in place of a serial. */
export type Closed = {
  pdf: Uint8Array
  format: string
  certificateSerial: string
  certificateIssuer: string
  signedAt: Date
  contentSha256: string
}

/** The text and file that a person is about to sign, and where it stood when it was read. */
export type ToSign = {
  consult: ConsultRow
  row: MinutesRow | undefined
  version: number
  slot: 'chair' | 'secretary'
  content: MinutesDocument
  pdf: Uint8Array
  /** The case from which a first signature closes the text; null when the other has signed it already. */
  sources: MinutesSources | null
}

/**
 * Writes a signature onto the minutes that were signed; false when they have changed since, and nothing is written.
 * After the second signature the file goes into the record.
 */
export async function writeSignature(
  tx: Tx,
  actor: Actor,
  toSign: ToSign,
  signed: Closed & { roleTitle: string },
): Promise<boolean> {
  const isFirst = toSign.sources !== null
  const minutesId = isFirst ? await closeText(tx, actor, toSign, signed) : await addFile(tx, toSign, signed)
  if (!minutesId) return false
  await tx
    .insertInto('consults.signature')
    .values({
      minutes_id: minutesId,
      slot: toSign.slot,
      person_id: actor.personId,
      role_title: signed.roleTitle,
      certificate_serial: signed.certificateSerial,
      certificate_issuer: signed.certificateIssuer,
      format: signed.format,
      payload_sha256: signed.contentSha256,
      signed_at: signed.signedAt,
    })
    .execute()
  const { consult, row, version } = toSign
  const chair = row?.chair_id ?? consult.accepted_by
  if (isFirst) await planNotices(tx, actor, { kind: 'signature', consult, part: version, people: [chair] })
  if (!isFirst) enqueue(tx, fileMinutesJob, { consultId: consult.id, version })
  await say({ tx, actor }, minutesChanged, consult)
  return true
}

const isSameList = (now: Opinion[], read: Opinion[] | undefined): boolean =>
  JSON.stringify(now.map(({ opinionId, version }) => [opinionId, version])) ===
  JSON.stringify(read?.map(({ opinionId, version }) => [opinionId, version]))

/** The first signature closes the text, unless the case was concluded or decided anew in the meantime. */
async function closeText(tx: Tx, actor: Actor, toSign: ToSign, signed: Closed): Promise<string | null> {
  const { consult, row, version, content, sources } = toSign
  // whoever concludes or decides updates this row first, so they wait, or we see what they wrote
  await tx.selectFrom('consults.consult').select('id').where('id', '=', consult.id).forUpdate().execute()
  const isSameCase =
    (await conclusionOf(tx, consult.id))?.version === sources?.conclusion?.version &&
    (await decisionOf(tx, consult.id))?.version === sources?.decision?.version &&
    (await informedOf(tx, consult.id))?.version === sources?.informed?.version &&
    isSameList(await opinionsOf(tx, consult.id), sources?.opinions)
  if (!isSameCase) return null
  const closed = { status: 'secretary-signed', content: JSON.stringify(content), pdf: Buffer.from(signed.pdf) }
  if (row) {
    const updated = await tx
      .updateTable('consults.minutes')
      .set(closed)
      .where('id', '=', row.id)
      .where('status', '=', 'draft')
      .returning('id')
      .executeTakeFirst()
    return updated?.id ?? null
  }
  if (!consult.accepted_by) return null
  const inserted = await tx
    .insertInto('consults.minutes')
    .values({
      ...closed,
      id: newId(),
      consult_id: consult.id,
      version,
      chair_id: consult.accepted_by,
      secretary_id: consult.asked_by,
      created_at: actor.now,
    })
    .onConflict((conflict) => conflict.columns(['consult_id', 'version']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted?.id ?? null
}

/** The second signature stands upon the first: only onto a file that is signed once. */
async function addFile(tx: Tx, { row, content }: ToSign, signed: Closed): Promise<string | null> {
  if (!row) return null
  const updated = await tx
    .updateTable('consults.minutes')
    .set({ status: 'chair-signed', content: JSON.stringify(content), pdf: Buffer.from(signed.pdf) })
    .where('id', '=', row.id)
    .where('status', 'in', ['signed-once', 'secretary-signed'])
    .returning('id')
    .executeTakeFirst()
  return updated?.id ?? null
}
