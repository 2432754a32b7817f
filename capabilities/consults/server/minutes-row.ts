import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Tx } from '#platform/server/db.ts'
import { sealFormat } from '#platform/server/signature/seal.ts'
import type { ClosedBy, Minutes } from '../contract/minutes.ts'
import { personIn } from './consult-row.ts'
import type { MinutesDocument } from './minutes-document.ts'

const columns = [
  'id',
  'consult_id',
  'version',
  'status',
  'content',
  'chair_id',
  'secretary_id',
  'correction_reason',
] as const

/** The newest version of the minutes of a consult without its file; undefined while nobody signed anything. */
export async function newestMinutes(tx: Tx, consultId: string) {
  return await tx
    .selectFrom('consults.minutes')
    .select(columns)
    .where('consult_id', '=', consultId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** A row of minutes without its file. */
export type MinutesRow = NonNullable<Awaited<ReturnType<typeof newestMinutes>>>

/** The signed file of one version; undefined when there is none. */
export async function signedFile(tx: Tx, consultId: string, version: number): Promise<Buffer | undefined> {
  const row = await tx
    .selectFrom('consults.minutes')
    .select('pdf')
    .where('consult_id', '=', consultId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row?.pdf ?? undefined
}

/** True while the text follows the case: nobody has signed this version. */
export const isOpenDraft = (row: Pick<MinutesRow, 'status'> | undefined): boolean => !row || row.status === 'draft'

/** Who signed a version, in the order of signing. */
export async function signaturesOf(tx: Tx, minutesId: string): Promise<Minutes['signatures']> {
  const rows = await tx
    .selectFrom('consults.signature')
    .selectAll()
    .where('minutes_id', '=', minutesId)
    .orderBy('signed_at')
    .execute()
  const people = await personBriefs(
    tx,
    rows.map((row) => row.person_id),
  )
  return rows.map((row) => ({
    // the table's CHECK allows exactly these slots
    slot: row.slot as Minutes['signatures'][number]['slot'],
    person: personIn(people, row.person_id),
    signedAt: toInstant(row.signed_at),
    by: closedByOf(row),
  }))
}

// the demo authority says so in the name of its root
const closedByOf = (row: { format: string; certificate_issuer: string }): ClosedBy =>
  row.format === sealFormat ? 'seal' : row.certificate_issuer.includes('(demo)') ? 'demo-signature' : 'signature'

/** Signed minutes as screens show them: the text that was signed, whatever became of the case since. */
export async function closedMinutesOf(tx: Tx, row: MinutesRow): Promise<Minutes> {
  const people = await personBriefs(tx, [row.chair_id, row.secretary_id])
  // written by the first signature, never changed
  const content = row.content as unknown as MinutesDocument
  return {
    id: row.id as Id<'minutes'>,
    version: row.version,
    // the table's CHECK allows exactly these states
    status: row.status as Minutes['status'],
    chair: personIn(people, row.chair_id),
    secretary: personIn(people, row.secretary_id),
    summary: content.summary,
    conclusion: content.conclusion,
    nextTreatment: content.nextTreatment,
    missing: [],
    unanswered: [],
    registerNumber: content.annex?.number ?? null,
    correctionReason: row.correction_reason,
    signatures: await signaturesOf(tx, row.id),
    hasPdf: true,
  }
}
