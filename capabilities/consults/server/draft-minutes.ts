import type { Id } from '#platform/contract/id.ts'
import { type Actor, systemActor } from '#platform/server/actor.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import type { Minutes } from '../contract/minutes.ts'
import type { Consult } from '../contract.ts'
import { missingInMinutes } from './compose-minutes.ts'
import type { ConsultRow } from './find-consult.ts'
import type { MinutesRow } from './minutes-row.ts'
import { type MinutesSources, minutesSources } from './minutes-sources.ts'
import { minutesSummary } from './minutes-summary.ts'

/** Which slot a person signs; null when they are neither chair nor secretary. The expert chairs, the asker keeps the minutes. */
export function slotOf(
  consult: Pick<ConsultRow, 'accepted_by' | 'asked_by'>,
  personId: string,
): 'chair' | 'secretary' | null {
  if (personId === consult.accepted_by) return 'chair'
  return personId === consult.asked_by ? 'secretary' : null
}

/**
 * What a draft is made of. Chair and secretary owe their signature also when their sight of the record has ended, so
 * for them the text is composed by the system; for anybody else from what they may see themselves.
 */
export async function draftSources(house: House, actor: Actor, consult: ConsultRow): Promise<MinutesSources> {
  const composer = slotOf(consult, actor.personId) ? systemActor('compose-minutes', actor.now) : actor
  return await inTransaction(house, composer, async (tx) => await minutesSources(tx, composer, consult.id), 'read')
}

/** Who was rung and neither came nor declined, when somebody else did not take over from them. */
export const unansweredOf = (pages: Consult['pages']): Minutes['unanswered'] =>
  pages.filter((page) => page.rangAt && (page.answer === null || page.answer === 'silent')).map((page) => page.person)

/** An open draft as screens show it. */
export function draftMinutesOf(sources: MinutesSources, row: MinutesRow | undefined): Minutes {
  const { consult, people, conclusion } = sources
  const edition = { version: row?.version ?? 1, correctionReason: row?.correction_reason ?? null }
  return {
    ...edition,
    id: (row?.id ?? null) as Id<'minutes'> | null,
    status: conclusion ? 'concluded' : 'draft',
    chair: people.get(consult.accepted_by ?? '') ?? null,
    secretary: people.get(consult.asked_by) ?? null,
    summary: minutesSummary(sources, edition),
    conclusion: conclusion?.conclusion ?? '',
    nextTreatment: conclusion?.nextTreatment ?? '',
    missing: missingInMinutes(sources),
    unanswered: unansweredOf(sources.pages),
    registerNumber: sources.register && `${sources.register.number}/${sources.register.year}`,
    signatures: [],
    hasPdf: false,
  }
}
