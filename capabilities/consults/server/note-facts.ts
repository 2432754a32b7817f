import { studyUnmatched } from '#capabilities/imaging/contract/matching.ts'
import { studyArrived } from '#capabilities/imaging/contract.ts'
import { factCorrected, milestoneRecorded } from '#capabilities/pathways/contract.ts'
import { recordChanged } from '#capabilities/records/contract.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { on } from '#platform/server/events.ts'
import { consultUpdated } from '../contract.ts'
import { rungPeople } from './accept-consult.ts'
import { noteWithdrawn } from './note-withdrawn.ts'
import { say } from './say.ts'

type About = { patientId: string } | { consultId: string }

/** A value, a time or an image came while it rings: whoever is rung sees it on the card, before they answer. */
export async function noteFact(tx: Tx, actor: Actor, about: About): Promise<void> {
  const ringing = await tx
    .selectFrom('consults.consult')
    .selectAll()
    .where('status', 'in', ['requested', 'accepted'])
    .$if('patientId' in about, (query) => query.where('patient_id', '=', 'patientId' in about ? about.patientId : ''))
    .$if('consultId' in about, (query) => query.where('id', '=', 'consultId' in about ? about.consultId : ''))
    .execute()
  for (const consult of ringing) await say({ tx, actor }, consultUpdated, consult, await rungPeople(tx, consult.id))
}

/** Begins to listen for what comes in about patients whose emergency rings. */
export function reactToFacts(): void {
  on(recordChanged, async (tx, actor, { patientId }) => await noteFact(tx, actor, { patientId }))
  on(studyArrived, async (tx, actor, { patientId }) => await noteFact(tx, actor, { patientId }))
  on(studyUnmatched, noteWithdrawn)
  for (const kind of [milestoneRecorded, factCorrected]) {
    on(kind, async (tx, actor, { subjectKind, subjectId }) => {
      if (subjectKind === 'consult') await noteFact(tx, actor, { consultId: subjectId })
    })
  }
}
