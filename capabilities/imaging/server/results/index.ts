import { type Handler, handle, handleOutside } from '#platform/server/handler.ts'
import * as results from '../../contract/results.ts'
import { listResults } from './list-results.ts'
import { sendMasks } from './send-masks.ts'
import { switchResults } from './switch-results.ts'

/** The endpoints of results of others. */
export const resultHandlers: Handler[] = [
  handle(results.listResults, listResults),
  handle(results.switchResults, switchResults),
  handleOutside(results.getResultMasks, sendMasks),
]
