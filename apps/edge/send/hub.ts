import type { KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { Agent, type Dispatcher, request } from 'undici'
import { hubTimeHeader } from '#capabilities/imaging/contract/edges.ts'
import type { Endpoint, InputOf, OutputOf } from '#platform/contract/endpoint.ts'
import { problemBody } from '#platform/contract/problem.ts'
import { digestOf, signCall } from '#platform/server/device-signature.ts'

const timeoutMs = 120_000
const sameMs = 2000

/** The hub answered, and refused; `problem` is its name for why. */
export class HubRefused extends Error {
  readonly status: number
  readonly problem: string
  constructor(status: number, problem: string) {
    super(`the hub answered ${status} ${problem}`)
    this.name = 'HubRefused'
    this.status = status
    this.problem = problem
  }
}

/** An answer of the hub to a call of tus. */
export type HubAnswer = { status: number; header: (name: string) => string; problem: string }

/** What a call of tus says besides its address. */
export type HubCall = { headers?: Record<string, string>; body?: Readable | Buffer }

type HubOptions = { url: string; caFile?: string | undefined; key: KeyObject; now: () => number }

/**
 * The hub as this gateway reaches it. Each call is signed by the hub's clock, as far as it is known, so that a wrong
 * clock here does not lock the gateway out.
 */
export class Hub {
  readonly #options: HubOptions
  readonly #agent: Agent
  #kid = 'new'
  #aheadMs = 0

  constructor(options: HubOptions) {
    this.#options = options
    this.#agent = new Agent({
      connections: 12,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      ...(options.caFile ? { connect: { ca: readFileSync(options.caFile) } } : {}),
    })
  }

  /** Under which name calls are signed from now on. */
  signAs(edgeId: string): void {
    this.#kid = edgeId
  }

  /** How far the clock here is ahead of the hub's, as far as it is known. */
  get clockAheadMs(): number {
    return this.#aheadMs
  }

  /** Calls an endpoint. Throws HubRefused, or whatever the network says. */
  async call<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<OutputOf<E>> {
    const body = JSON.stringify(input)
    const send = async () =>
      await this.#send(endpoint.method, endpoint.path, {
        digest: digestOf(body),
        headers: { 'content-type': 'application/json' },
        body,
      })
    let answer = await send()
    // the answer has told the hub's time
    if (answer.status === 401 && problemOf(answer.text) === 'edge-clock-wrong') answer = await send()
    if (answer.status !== 200) throw new HubRefused(answer.status, problemOf(answer.text))
    // the endpoint's own schema says what this is
    return endpoint.output.parse(JSON.parse(answer.text)) as OutputOf<E>
  }

  /** Makes a call of tus. Throws what the network says; refusals are in the answer. */
  async tus(method: 'HEAD' | 'POST' | 'PATCH' | 'DELETE', path: string, call: HubCall = {}): Promise<HubAnswer> {
    const headers: Record<string, string> = { 'tus-resumable': '1.0.0', ...call.headers }
    const bound = ['upload-length', 'upload-offset', 'upload-metadata']
    const digest = digestOf(bound.map((name) => `${name}:${headers[name] ?? ''}`).join('\n'))
    const answer = await this.#send(method, path, { digest, headers, body: call.body ?? null })
    return {
      status: answer.status,
      header: (name) => [answer.headers[name] ?? ''].flat().join(),
      problem: answer.status >= 400 ? problemOf(answer.text) : '',
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy()
  }

  async #send(
    method: Dispatcher.HttpMethod,
    path: string,
    { digest, headers, body }: { digest: string; headers: Record<string, string>; body: Body },
  ): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
    const beganAt = this.#options.now()
    const at = beganAt - this.#aheadMs
    const authorization = signCall(this.#options.key, this.#kid, { method, path, digest }, at)
    const answer = await request(new URL(path, this.#options.url), {
      method,
      dispatcher: this.#agent,
      headers: { ...headers, authorization },
      body,
    })
    this.#learnTime(answer.headers[hubTimeHeader], beganAt)
    return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() }
  }

  #learnTime(said: unknown, beganAt: number): void {
    const hubAt = typeof said === 'string' ? Number(said) : Number.NaN
    if (!Number.isSafeInteger(hubAt)) return
    // the hub said so at some moment between the call and its answer, which may be far apart on a slow link
    const [early, late] = [beganAt - hubAt, this.#options.now() - hubAt]
    if (early > sameMs) this.#aheadMs = early
    else if (late < -sameMs) this.#aheadMs = late
    else this.#aheadMs = 0
  }
}

type Body = Readable | Buffer | string | null

function problemOf(text: string): string {
  try {
    return problemBody.parse(JSON.parse(text)).name
  } catch {
    return 'unknown'
  }
}
