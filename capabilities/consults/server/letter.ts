import { sql } from 'kysely'
import { dateOf } from '#capabilities/network/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/letter.ts'
import { type LetterValues, letterFaults } from '../contract/letter-fields.ts'
import { workingDayAfter } from '../contract/working-days.ts'
import { issuedOf, letterNumber, newestLetter, valuesOf } from './letter-row.ts'
import { proposedValues } from './propose-letter.ts'
import { findTransfer, sayTransfer, type TransferRow } from './transfer-row.ts'

/** For how many working days a referral letter holds (Circular 01/2025/TT-BYT). */
const validWorkingDays = 10

/** The letter as it stands: what was saved, and for what nobody has saved, what the record proposes. */
export async function getLetter(tx: Tx, actor: Actor, input: { transferId: string }): Promise<contract.Letter> {
  const row = await findTransfer(tx, input.transferId)
  const saved = await newestLetter(tx, row.id)
  const issued = await issuedOf(tx, saved)
  const typed = saved ? valuesOf(saved) : {}
  const proposal = issued ? {} : await proposedValues(tx, actor, row)
  await findTransfer(tx, row.id)
  const proposed = Object.keys(proposal).filter((name) => !(name in typed))
  const values = { ...Object.fromEntries(proposed.map((name) => [name, proposal[name] ?? ''])), ...typed }
  const faults = letterFaults(values, issued !== null)
  return { version: saved?.version ?? 0, values, proposed, faults, issued }
}

/** What XML 1.0 cannot carry. */
const controls = /[^\P{Cc}\n]|[\uFFFE\uFFFF]/gu

/** A text as a file may carry it: composed, without control characters and halves of characters. */
const cleaned = (value: string): string =>
  value.replace(/\r\n?/g, '\n').replaceAll('\t', ' ').replace(controls, '').toWellFormed().normalize('NFC').trim()

/** Saves the fields as a new version. */
export async function writeLetter(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.writeLetter>,
): Promise<contract.Letter> {
  const row = await letterTransfer(tx, actor, input.transferId)
  const saved = await newestLetter(tx, row.id)
  if (saved?.issued_at) throw new Problem(409, 'letter-is-issued')
  if ((saved?.version ?? 0) !== input.basedOn) throw new Problem(409, 'answer-changed-meanwhile')
  const fields = Object.fromEntries(Object.entries(input.values).map(([name, value]) => [name, cleaned(value)]))
  const written = await tx
    .insertInto('consults.transfer_letter')
    .values({
      transfer_id: row.id,
      version: input.basedOn + 1,
      fields: JSON.stringify(fields),
      written_by: actor.personId,
      written_at: actor.now,
      facility_id: row.from_facility_id,
    })
    .onConflict((conflict) => conflict.columns(['transfer_id', 'version']).doNothing())
    .executeTakeFirst()
  if (!written.numInsertedOrUpdatedRows) throw new Problem(409, 'answer-changed-meanwhile')
  await sayTransfer(tx, actor, row)
  return await getLetter(tx, actor, input)
}

/** Gives the saved letter its number and its last day; refused while anything is missing or wrong. */
export async function issueLetter(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.issueLetter>,
): Promise<contract.Letter> {
  const row = await letterTransfer(tx, actor, input.transferId)
  const saved = await newestLetter(tx, row.id)
  if (saved?.version !== input.version) throw new Problem(409, 'answer-changed-meanwhile')
  const today = dateOf(actor.now)
  const year = Number(today.slice(0, 4))
  const number = await nextNumber(tx, row.from_facility_id, year)
  const shown = letterNumber(number, year)
  const values: LetterValues = { ...valuesOf(saved), SO_CHUYENTUYEN: shown, GIAY_CHUYEN_TUYEN: shown }
  if (letterFaults(values, true).length > 0) throw new Problem(422, 'letter-incomplete')
  const issued = await tx
    .updateTable('consults.transfer_letter')
    .set({
      fields: JSON.stringify(values),
      written_by: actor.personId,
      number,
      number_year: year,
      issued_at: actor.now,
      valid_until: workingDayAfter(today, validWorkingDays),
    })
    .where('transfer_id', '=', row.id)
    .where('version', '=', input.version)
    .where('issued_at', 'is', null)
    .executeTakeFirst()
  if (!issued.numUpdatedRows) throw new Problem(409, 'letter-is-issued')
  await sayTransfer(tx, actor, row)
  return await getLetter(tx, actor, input)
}

async function nextNumber(tx: Tx, facilityId: string, year: number): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select consults.next_letter_number(${facilityId}, ${year}) as number`.execute(tx)
  return rows[0]?.number ?? 1
}

const closed: readonly string[] = ['refused', 'cancelled']

async function letterTransfer(tx: Tx, actor: Actor, transferId: string): Promise<TransferRow> {
  const row = await findTransfer(tx, transferId)
  if (!holds(actor, ['doctor'], row.from_facility_id)) throw new Problem(403, 'not-the-treating-side')
  if (closed.includes(row.status)) throw new Problem(409, 'transfer-not-open')
  return row
}
