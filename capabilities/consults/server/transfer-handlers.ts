import type { Auth } from '#capabilities/identity/server/index.ts'
import { type Handler, handle, handleOutside } from '#platform/server/handler.ts'
import type { TopicRules } from '#platform/server/live-topics.ts'
import * as followUps from '../contract/follow-up.ts'
import * as letters from '../contract/letter.ts'
import * as contract from '../contract/transfer.ts'
import { answerFollowUp } from './answer-follow-up.ts'
import { arriveTransfer, confirmBed, refuseTransfer } from './answer-transfer.ts'
import { listFollowUps } from './follow-ups.ts'
import { getTransfer, listTransfers } from './get-transfer.ts'
import { getLetter, issueLetter, writeLetter } from './letter.ts'
import { getLetterPdf, getLetterXml } from './letter-files.ts'
import { requestTransfer } from './request-transfer.ts'
import { cancelTransfer, departTransfer, noteAmbulance } from './send-transfer.ts'
import { signHandover } from './sign-handover.ts'
import { writeHandover } from './write-handover.ts'

/** The endpoints of what is owed after the decision. */
export const followUpHandlers: Handler[] = [
  handle(followUps.listFollowUps, listFollowUps),
  handle(followUps.answerFollowUp, answerFollowUp),
]

/** The endpoints of transfers and their letters; signing asks for the password again. */
export const transferHandlers = (parts: { auth: Auth }): Handler[] => [
  handle(contract.requestTransfer, requestTransfer),
  handle(contract.listTransfers, listTransfers),
  handle(contract.getTransfer, getTransfer),
  handle(contract.confirmBed, confirmBed),
  handle(contract.refuseTransfer, refuseTransfer),
  handle(contract.cancelTransfer, cancelTransfer),
  handle(contract.noteAmbulance, noteAmbulance),
  handle(contract.departTransfer, departTransfer),
  handle(contract.arriveTransfer, arriveTransfer),
  handle(contract.writeHandover, writeHandover),
  handleOutside(contract.signHandover, async (call, input) => await signHandover(parts.auth, call, input)),
  handle(letters.getLetter, getLetter),
  handle(letters.writeLetter, writeLetter),
  handle(letters.issueLetter, issueLetter),
  handleOutside(letters.getLetterPdf, getLetterPdf),
  handleOutside(letters.getLetterXml, getLetterXml),
]

/** Those who stand at either end of a transfer hear of it. */
export const transferTopics: TopicRules = {
  transfer: async (tx, _actor, rest) => {
    const row = await tx.selectFrom('consults.transfer').select('id').where('id', '=', rest).executeTakeFirst()
    return row ? 'forever' : null
  },
}
