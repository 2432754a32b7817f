import { dateOf } from '#capabilities/network/server/index.ts'
import { openStayOf } from '#capabilities/records/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { ConsultRow } from './find-consult.ts'

/** The number of a consult in the register of its asking facility; null before it was concluded. */
export async function registerEntryOf(tx: Tx, consultId: string) {
  const row = await tx
    .selectFrom('consults.register_entry')
    .selectAll()
    .where('consult_id', '=', consultId)
    .executeTakeFirst()
  return row ?? null
}

/** Gives a consult its number of the year, once: a conclusion that is given anew keeps it. */
export async function enterInRegister(tx: Tx, actor: Actor, consult: ConsultRow): Promise<void> {
  if (await registerEntryOf(tx, consult.id)) return
  const year = Number(dateOf(actor.now).slice(0, 4))
  // of two that are concluded at once the second waits for the row of the counter, so that no number is given twice
  const { last } = await tx
    .insertInto('consults.register_counter')
    .values({ facility_id: consult.asking_facility_id, year, last: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['facility_id', 'year'])
        .doUpdateSet((on) => ({ last: on('consults.register_counter.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  const stay = await openStayOf(tx, consult.patient_id, consult.asking_facility_id)
  await tx
    .insertInto('consults.register_entry')
    .values({
      consult_id: consult.id,
      facility_id: consult.asking_facility_id,
      year,
      number: last,
      department: stay?.department ?? '',
      entered_at: actor.now,
    })
    .execute()
}
