import { ok } from '#platform/contract/page.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { Problem } from '#platform/server/problem.ts'
import { headersOf } from '#platform/server/serve.ts'
import type { Auth } from './auth.ts'
import { passCookies } from './sign-in.ts'

/** Checks a code of the authenticator app: completes a sign-in, or proves a new app. */
export async function verifyTotp(auth: Auth, call: OutsideCall, input: { code: string }): Promise<typeof ok> {
  const cookies = await auth.verifyTotp(input.code, headersOf(call.request))
  if (!cookies) throw new Problem(401, 'wrong-code')
  passCookies(call, cookies)
  return ok
}
