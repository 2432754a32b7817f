import { type Handler, handle } from '#platform/server/handler.ts'
import * as attachments from '../contract/attachment.ts'
import * as contract from '../contract/planned.ts'
import { allocateConsult, listSpecialists, takeConsult } from './allocate-consult.ts'
import { askConsult } from './ask-consult.ts'
import { attachDocument } from './attach-document.ts'
import { getBoard } from './get-board.ts'
import { mergeConsult, redirectConsult } from './redirect-consult.ts'

/** The endpoints of planned requests and of the coordinator's board. */
export const plannedHandlers: Handler[] = [
  handle(contract.askConsult, askConsult),
  handle(contract.takeConsult, takeConsult),
  handle(contract.allocateConsult, allocateConsult),
  handle(contract.listSpecialists, listSpecialists),
  handle(contract.redirectConsult, redirectConsult),
  handle(contract.mergeConsult, mergeConsult),
  handle(contract.getBoard, getBoard),
  handle(attachments.attachDocument, attachDocument),
]
