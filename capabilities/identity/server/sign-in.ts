import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { Problem } from '#platform/server/problem.ts'
import { headersOf } from '#platform/server/serve.ts'
import type * as contract from '../contract.ts'
import type { Auth } from './auth.ts'
import { enableAtDevice } from './enable-at-device.ts'
import { withinGuesses } from './guess.ts'

/** Begins a session. Failures in a row are counted by name, also for names that do not exist. */
export async function signIn(
  auth: Auth,
  call: OutsideCall,
  input: ParsedOf<typeof contract.signIn>,
): Promise<OutputOf<typeof contract.signIn>> {
  const email = input.email.toLowerCase()
  const { house, actor } = call
  const headers = headersOf(call.request)
  headers.delete('cookie')
  const begun = await withinGuesses(
    house,
    actor.now,
    { kind: 'sign-in', name: email, locked: 'sign-in-locked' },
    async () => await auth.signIn({ email, password: input.password }, headers),
  )
  if (!begun) throw new Problem(401, 'wrong-sign-in')
  if (begun.personId) await enableAtDevice(call, { personId: begun.personId, isShared: input.isShared })
  passCookies(call, begun.cookies)
  return { state: begun.personId ? 'signed-in' : 'second-step' }
}

/** Passes the cookies of better-auth on to the browser. */
export function passCookies(call: OutsideCall, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) call.reply.header('set-cookie', cookie)
}
