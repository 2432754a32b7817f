import { type Handler, handleOutside } from '#platform/server/handler.ts'
import * as contract from '../contract/minutes.ts'
import * as verifying from '../contract/verify-document.ts'
import { correctMinutes } from './correct-minutes.ts'
import { getMinutes } from './get-minutes.ts'
import { getMinutesPdf } from './get-minutes-pdf.ts'
import { closesBy, type SigningParts, signMinutes } from './sign-minutes.ts'
import { verifyDocument } from './verify-document.ts'

/** The endpoints of the minutes; signing asks for the password again and talks to who makes signatures. */
export const minutesHandlers = (parts: SigningParts): Handler[] => [
  handleOutside(contract.getMinutes, async (call, input) => ({
    ...(await getMinutes(call, input)),
    closesBy: closesBy(parts),
  })),
  handleOutside(contract.signMinutes, async (call, input) => ({
    ...(await signMinutes(parts, call, input)),
    closesBy: closesBy(parts),
  })),
  handleOutside(contract.correctMinutes, async (call, input) => ({
    ...(await correctMinutes(call, input)),
    closesBy: closesBy(parts),
  })),
  handleOutside(contract.getMinutesPdf, getMinutesPdf),
  handleOutside(verifying.verifyDocument, async (_call, input) => await verifyDocument(parts, input)),
]
