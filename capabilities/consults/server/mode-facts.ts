import { rosterNow } from '#capabilities/identity/server/index.ts'
import { contractInForce, publishedConditions } from '#capabilities/network/server/index.ts'
import { isIdentified } from '#capabilities/records/server/index.ts'
import { facilitiesPresent } from '#capabilities/sessions/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { Gate } from '../contract/modes.ts'
import type { ConsultRow } from './find-consult.ts'
import { informedOf } from './session-notes.ts'

/** Whether a condition is met, and what shows it. */
export type Fact = { isMet: boolean; detail: string }

type Ask = { tx: Tx; actor: Actor; consult: ConsultRow }

const fact = (isMet: boolean, detail = ''): Fact => ({ isMet, detail })

const facts: Record<Gate, (ask: Ask) => Promise<Fact>> = {
  contract: async ({ tx, actor, consult }) => {
    const sides = { supporting: consult.supporting_facility_id, supported: consult.asking_facility_id }
    const number = await contractInForce(tx, sides, actor.now)
    return fact(number !== null, number ?? '')
  },
  informed: async ({ tx, consult }) => {
    const told = await informedOf(tx, consult.id)
    return fact(told !== null && told.who !== 'nobody-reached' && told.how !== 'not-possible')
  },
  chair: async ({ consult }) => fact(consult.accepted_by !== null),
  secretary: async ({ consult }) => fact(consult.accepted_by !== null && consult.asked_by !== consult.accepted_by),
  'service-published': async ({ tx, actor, consult }) =>
    fact((await publishedConditions(tx, consult.supporting_facility_id, actor.now)) !== null),
  'listed-condition': async ({ tx, actor, consult }) => {
    const conditions = await publishedConditions(tx, consult.supporting_facility_id, actor.now)
    return fact(conditions?.includes(consult.pathway) ?? false, consult.pathway)
  },
  'patient-identified': async ({ tx, consult }) => fact(await isIdentified(tx, consult.patient_id)),
  'registered-hours': async ({ tx, actor, consult }) => {
    const duties = await rosterNow(tx, { facilityId: consult.supporting_facility_id, now: actor.now })
    return fact(duties.some((duty) => duty.person.id === consult.accepted_by))
  },
  'receiving-staff': async ({ tx, consult }) => {
    const present = await facilitiesPresent(tx, { kind: 'consult', id: consult.id })
    return fact(present.includes(consult.asking_facility_id))
  },
}

/** Whether some conditions are met for a consult as it stands now. */
export async function modeFacts(ask: Ask, gates: readonly Gate[]): Promise<(Fact & { gate: Gate })[]> {
  const found: (Fact & { gate: Gate })[] = []
  for (const gate of gates) found.push({ gate, ...(await facts[gate](ask)) })
  return found
}
