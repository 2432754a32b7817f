import type { Actor } from '#platform/server/actor.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import type { Minutes } from '../contract/minutes.ts'
import { draftMinutesOf, draftSources } from './draft-minutes.ts'
import { findConsult } from './find-consult.ts'
import { closedMinutesOf, isOpenDraft, newestMinutes } from './minutes-row.ts'

/** The newest minutes of a consult for those who take part: as signed, or a draft that follows the case. */
export async function readMinutes(house: House, actor: Actor, consultId: string) {
  const found = await inTransaction(
    house,
    actor,
    async (tx) => {
      const consult = await findConsult(tx, consultId)
      const row = await newestMinutes(tx, consult.id)
      const closed = row && !isOpenDraft(row) ? await closedMinutesOf(tx, row) : null
      return { consult, row, closed }
    },
    'read',
  )
  const { consult, row } = found
  const sources = found.closed ? null : await draftSources(house, actor, consult)
  const minutes = sources ? draftMinutesOf(sources, row) : found.closed
  if (!minutes) throw new Error('minutes are neither signed nor a draft')
  return { consult, row, minutes, sources }
}

/** Shows the newest minutes of a consult. */
export async function getMinutes(call: OutsideCall, input: { consultId: string }): Promise<Minutes> {
  const { consult, minutes } = await readMinutes(call.house, call.actor, input.consultId)
  call.note({ patientId: consult.patient_id, purpose: 'consult' })
  return minutes
}
