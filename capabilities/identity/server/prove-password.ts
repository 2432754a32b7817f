import type { OutsideCall } from '#platform/server/handler.ts'
import { Problem } from '#platform/server/problem.ts'
import type { Auth } from './auth.ts'
import { withinGuesses } from './guess.ts'

/** Asks the caller's password again, e.g. before a signature; five wrong ones in a row lock these prompts for 15 minutes. */
export async function provePassword(
  auth: Pick<Auth, 'isPasswordOf'>,
  call: Pick<OutsideCall, 'house' | 'actor'>,
  password: string,
): Promise<void> {
  const { personId, now } = call.actor
  const secret = { kind: 'password', name: personId, locked: 'password-locked' } as const
  const proven = await withinGuesses(
    call.house,
    now,
    secret,
    async () => (await auth.isPasswordOf(personId, password)) || null,
  )
  if (!proven) throw new Problem(403, 'wrong-password')
}
