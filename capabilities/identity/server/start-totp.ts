import type { OutsideCall } from '#platform/server/handler.ts'
import { Problem } from '#platform/server/problem.ts'
import { headersOf } from '#platform/server/serve.ts'
import type { Auth } from './auth.ts'
import { provePassword } from './prove-password.ts'

/** Starts TOTP: gives the address for the authenticator app and codes for the day that the phone is lost. */
export async function startTotp(
  auth: Auth,
  call: OutsideCall,
  input: { password: string },
): Promise<{ uri: string; backupCodes: string[] }> {
  await provePassword(auth, call, input.password)
  const started = await auth.startTotp(input.password, headersOf(call.request))
  if (!started) throw new Problem(409, 'totp-is-set-up')
  return started
}
