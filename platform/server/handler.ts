import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Endpoint, OutputOf, ParsedOf } from '../contract/endpoint.ts'
import type { Actor } from './actor.ts'
import type { Tx } from './db.ts'
import type { House } from './house.ts'

/** An operation bound to its endpoint. */
export type Handler =
  | { readonly kind: 'operation'; readonly endpoint: Endpoint; readonly run: Run }
  | { readonly kind: 'outside'; readonly endpoint: Endpoint; readonly run: OutsideRun }

type Run = (tx: Tx, actor: Actor, input: unknown) => Promise<unknown>
type OutsideRun = (call: OutsideCall, input: unknown) => Promise<unknown>

/** What a handler outside a transaction has in hand: it talks to sign-in or to the PACS, and opens its own. */
export type OutsideCall = {
  readonly house: House
  readonly actor: Actor
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** Notes whose data the call touches, for its audit row. */
  note(access: { patientId: string; purpose?: string; basis?: string | null }): void
  /** Says that the call goes on with a look that has left its row already, so that it leaves none of its own. */
  isPartOfLook(): void
}

/** Binds an operation to its endpoint; it runs in one transaction as the caller. */
export const handle = <E extends Endpoint>(
  endpoint: E,
  run: (tx: Tx, actor: Actor, input: ParsedOf<E>) => Promise<OutputOf<E>>,
): Handler => ({
  kind: 'operation',
  endpoint,
  // the list of handlers forgets the types; `serve` parses the input with the endpoint's own schema before the call
  run: run as unknown as Run,
})

/** Binds a handler that needs the network or the reply itself (sign-in, DICOMweb, upload) to its endpoint. */
export const handleOutside = <E extends Endpoint>(
  endpoint: E,
  run: (call: OutsideCall, input: ParsedOf<E>) => Promise<OutputOf<E>>,
): Handler => ({
  kind: 'outside',
  endpoint,
  // as in `handle`
  run: run as unknown as OutsideRun,
})
