import { ok } from '#platform/contract/page.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { Problem } from '#platform/server/problem.ts'
import { headersOf } from '#platform/server/serve.ts'
import type { Auth } from './auth.ts'
import { withinGuesses } from './guess.ts'
import { passCookies } from './sign-in.ts'

/** Proves a new authenticator app by its first code; from now on it is asked at each sign-in. */
export async function confirmTotp(auth: Auth, call: OutsideCall, input: { code: string }): Promise<typeof ok> {
  const { house, actor, request } = call
  const secret = { kind: 'code', name: actor.personId, locked: 'code-locked' } as const
  const proven = await withinGuesses(
    house,
    actor.now,
    secret,
    async () => await auth.verifyTotp(input.code, headersOf(request)),
  )
  if (!proven) throw new Problem(401, 'wrong-code')
  passCookies(call, proven.cookies)
  return ok
}
