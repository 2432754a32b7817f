import { type Handler, handle } from '#platform/server/handler.ts'
import type { TopicRules } from '#platform/server/live-topics.ts'
import * as modes from '../contract/modes.ts'
import * as opinions from '../contract/opinions.ts'
import * as register from '../contract/register.ts'
import * as thread from '../contract/thread.ts'
import * as contract from '../contract.ts'
import { acceptConsult } from './accept-consult.ts'
import { callNext } from './call-next.ts'
import { cancelConsult } from './cancel-consult.ts'
import { concludeConsult } from './conclude-consult.ts'
import { countOpenReviews } from './count-open-reviews.ts'
import { decideConsult } from './decide-consult.ts'
import { getConsult } from './get-consult.ts'
import { getDesk } from './get-desk.ts'
import { listConsults } from './list-consults.ts'
import { listRegister } from './list-register.ts'
import { listMessages, sendMessage } from './messages.ts'
import { listOverrides, reviewOverride } from './mode-overrides.ts'
import { getMode, setMode } from './modes.ts'
import { openConsult } from './open-consult.ts'
import { listOpinions, writeOpinion } from './opinions.ts'
import { passConsult } from './pass-consult.ts'
import { previewLadder } from './preview-ladder.ts'
import { recordOutcome } from './record-outcome.ts'
import { requestConsult } from './request-consult.ts'
import { getSessionNotes, noteIncident, recordInformed } from './session-notes.ts'
import { typeConsultMilestone } from './type-consult-milestone.ts'

/** The endpoints of consults. */
export const consultsHandlers: Handler[] = [
  handle(contract.requestConsult, requestConsult),
  handle(contract.previewLadder, previewLadder),
  handle(contract.getConsult, getConsult),
  handle(contract.listConsults, listConsults),
  handle(contract.getDesk, getDesk),
  handle(contract.acceptConsult, acceptConsult),
  handle(contract.passConsult, passConsult),
  handle(contract.callNext, callNext),
  handle(contract.cancelConsult, cancelConsult),
  handle(contract.openConsult, openConsult),
  handle(contract.typeMilestone, typeConsultMilestone),
  handle(thread.listMessages, listMessages),
  handle(thread.sendMessage, sendMessage),
  handle(thread.concludeConsult, concludeConsult),
  handle(thread.decideConsult, decideConsult),
  handle(thread.recordOutcome, recordOutcome),
  handle(register.listRegister, listRegister),
  handle(modes.getMode, getMode),
  handle(modes.setMode, setMode),
  handle(modes.listOverrides, listOverrides),
  handle(modes.reviewOverride, reviewOverride),
  handle(modes.countOpenReviews, countOpenReviews),
  handle(opinions.listOpinions, listOpinions),
  handle(opinions.writeOpinion, writeOpinion),
  handle(opinions.getSessionNotes, getSessionNotes),
  handle(opinions.recordInformed, recordInformed),
  handle(opinions.noteIncident, noteIncident),
]

/** Those who take part in a consult, or treat the patient where it was asked, hear of it. */
export const consultsTopics: TopicRules = {
  consult: async (tx, _actor, rest) => {
    const row = await tx.selectFrom('consults.consult').select('id').where('id', '=', rest).executeTakeFirst()
    return row ? 'forever' : null
  },
}

export { advisesInCase } from './advises-in-case.ts'
export { climbLadders } from './climb-ladders.ts'
export { DeliveryLane, type Post } from './deliver.ts'
export { emergencyPatients } from './emergency-patients.ts'
export { fileMinutes, fileMinutesJob } from './file-minutes.ts'
export { chaseOutcomes } from './follow-ups.ts'
export { minutesHandlers } from './minutes-handlers.ts'
export { reactToFacts } from './note-facts.ts'
export { reactToRooms } from './note-joined.ts'
export { pagingHandlers } from './paging-handlers.ts'
export { planDeliveries } from './plan-deliveries.ts'
export { plannedHandlers } from './planned-handlers.ts'
export { sendNotices } from './send-notices.ts'
export { takesPartInCase } from './takes-part-in-case.ts'
export { followUpHandlers, transferHandlers, transferTopics } from './transfer-handlers.ts'
