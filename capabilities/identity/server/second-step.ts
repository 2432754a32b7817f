import { ok } from '#platform/contract/page.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { Problem } from '#platform/server/problem.ts'
import { headersOf } from '#platform/server/serve.ts'
import type { Auth, SignedIn } from './auth.ts'
import { enableAtDevice } from './enable-at-device.ts'
import { withinGuesses } from './guess.ts'
import { passCookies } from './sign-in.ts'

type Input = { code: string; isShared: boolean }
type Check = (headers: Headers) => Promise<SignedIn | null>

/** Completes a sign-in with a code of the authenticator app. */
export const verifyTotp = async (auth: Auth, call: OutsideCall, input: Input): Promise<typeof ok> =>
  await takeSecondStep(auth, call, input, async (headers) => await auth.verifyTotp(input.code, headers))

/** Completes a sign-in with a back-up code, for the day that the phone is lost; each works once. */
export const redeemBackupCode = async (auth: Auth, call: OutsideCall, input: Input): Promise<typeof ok> =>
  await takeSecondStep(auth, call, input, async (headers) => await auth.redeemBackupCode(input.code, headers))

/** Both kinds of code share the count of wrong ones, by person, however many sign-ins are begun beside each other. */
async function takeSecondStep(auth: Auth, call: OutsideCall, input: Input, check: Check): Promise<typeof ok> {
  const headers = withoutSession(headersOf(call.request))
  const owedBy = await auth.whoOwesSecondStep(headers)
  if (!owedBy) throw new Problem(401, 'wrong-code')
  const secret = { kind: 'code', name: owedBy, locked: 'code-locked' } as const
  const done = await withinGuesses(call.house, call.actor.now, secret, async () => await check(headers))
  if (!done) throw new Problem(401, 'wrong-code')
  await enableAtDevice(call, { personId: done.personId, isShared: input.isShared })
  passCookies(call, done.cookies)
  return ok
}

/** A session that is open in the browser has no part in a sign-in: with it the code alone would count as one. */
function withoutSession(headers: Headers): Headers {
  const rest = (headers.get('cookie') ?? '').split('; ').filter((each) => !/session_(token|data)/.test(each))
  headers.set('cookie', rest.join('; '))
  return headers
}
