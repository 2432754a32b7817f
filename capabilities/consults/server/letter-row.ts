import { personBriefs } from '#capabilities/identity/server/index.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Tx } from '#platform/server/db.ts'
import type { Letter } from '../contract/letter.ts'
import type { LetterValues } from '../contract/letter-fields.ts'
import type { Transfer } from '../contract/transfer.ts'
import { personIn } from './consult-row.ts'
import type { TransferRow } from './transfer-row.ts'

/** The newest version of the letter of a transfer; undefined while nobody saved one. */
export async function newestLetter(tx: Tx, transferId: string) {
  return await tx
    .selectFrom('consults.transfer_letter')
    .selectAll()
    .where('transfer_id', '=', transferId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** A row of a letter. */
export type LetterRow = NonNullable<Awaited<ReturnType<typeof newestLetter>>>

/** How letters of a facility are numbered within a year. */
export const letterNumber = (number: number, year: number): string => `${number}/${year}/PCCS`

/** The fields of a saved letter. */
export const valuesOf = (row: Pick<LetterRow, 'fields'>): LetterValues =>
  // written by this capability as a record of texts
  row.fields as unknown as LetterValues

/** Number and validity of a letter that is issued; null of a draft. */
export async function issuedOf(tx: Tx, row: LetterRow | undefined): Promise<Letter['issued']> {
  if (!row?.issued_at || row.number === null || row.number_year === null || row.valid_until === null) return null
  const people = await personBriefs(tx, [row.written_by])
  return {
    number: letterNumber(row.number, row.number_year),
    issuedAt: toInstant(row.issued_at),
    issuedBy: personIn(people, row.written_by),
    validUntil: row.valid_until,
  }
}

/** What the page of the transfer says of its letter. */
export async function issuedLetterOf(tx: Tx, row: Pick<TransferRow, 'id'>): Promise<Transfer['letter']> {
  const issued = await issuedOf(tx, await newestLetter(tx, row.id))
  return issued && { number: issued.number, issuedAt: issued.issuedAt, validUntil: issued.validUntil }
}
