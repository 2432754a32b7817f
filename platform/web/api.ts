import { addressOf } from '../contract/address.ts'
import type { Endpoint, InputOf, OutputOf } from '../contract/endpoint.ts'
import { type ProblemBody, problemBody } from '../contract/problem.ts'

const timeoutMs = 20_000

/** A refusal by name, also `offline` when the server was not reached. */
export class CallProblem extends Error {
  readonly problem: string
  readonly status: number
  readonly fields: NonNullable<ProblemBody['fields']>
  constructor(problem: string, status: number, fields: ProblemBody['fields'] = []) {
    super(problem)
    this.name = 'CallProblem'
    this.problem = problem
    this.status = status
    this.fields = fields
  }
}

type Options = { key?: string; signal?: AbortSignal; timeoutMs?: number }

/** Tells whoever listens that the session is over. */
export const signedOut = new EventTarget()

/** Calls an endpoint; the types are those of its contract. A command may carry a client-made key to bear repetition. */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: Options = {},
): Promise<OutputOf<E>> {
  const response = await send(endpoint, input as Record<string, unknown>, options).catch(() => null)
  if (!response) throw new CallProblem('offline', 0)
  if (response.ok) return (await response.json()) as OutputOf<E>
  const body = problemBody.safeParse(await response.json().catch(() => null))
  const name = body.success ? body.data.name : 'internal'
  // asking who I am is how nobody is found out; only other calls find a session that has ended
  if (response.status === 401 && name === 'not-signed-in' && endpoint.name !== 'get-me')
    signedOut.dispatchEvent(new Event('signed-out'))
  throw new CallProblem(name, response.status, body.success ? body.data.fields : [])
}

async function send(endpoint: Endpoint, input: Record<string, unknown>, options: Options): Promise<Response> {
  const { url, rest } = addressOf(endpoint, input)
  const signal = AbortSignal.any([
    AbortSignal.timeout(options.timeoutMs ?? timeoutMs),
    ...(options.signal ? [options.signal] : []),
  ])
  if (endpoint.method === 'GET') {
    const query = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)])).toString()
    return await fetch(query ? `${url}?${query}` : url, { signal, headers: { accept: 'application/json' } })
  }
  return await fetch(url, {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(options.key ? { 'idempotency-key': options.key } : {}),
    },
    body: JSON.stringify(rest),
  })
}
