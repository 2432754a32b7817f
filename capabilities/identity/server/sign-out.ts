import { ok } from '#platform/contract/page.ts'
import { emit } from '#platform/server/events.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { headersOf } from '#platform/server/serve.ts'
import { sessionEnded } from '../contract.ts'
import type { Auth } from './auth.ts'
import { passCookies } from './sign-in.ts'
import { silenceIfGone } from './silence-if-gone.ts'

/** Ends the session of this browser: the row first, then its sockets, then what the browser keeps. */
export async function signOut(auth: Auth, call: OutsideCall): Promise<typeof ok> {
  const { house, actor } = call
  const cookies = await auth.signOut(headersOf(call.request))
  await inTransaction(house, actor, async (tx) => {
    await silenceIfGone(tx, actor.personId)
    await emit(tx, actor, sessionEnded, { sessionId: actor.sessionId ?? '' })
  })
  passCookies(call, cookies)
  // the storage stays: it holds drafts under a key that has just gone, for the same person's return
  call.reply.header('clear-site-data', '"cache"')
  return ok
}
