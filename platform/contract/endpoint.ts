import type { z } from 'zod'

/** Who may call: everyone, everyone who is signed in, or holders of a named permission. */
export type May = 'anyone' | 'signed-in' | (string & {})

/** What an endpoint is, once for the server, the web client, the documentation and the refusal matrix. */
export type Endpoint<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
  Problem extends string = string,
> = {
  /** Unique verb-noun, e.g. `accept-consult`; names the row in the audit trail and the operation in OpenAPI. */
  readonly name: string
  readonly method: 'GET' | 'POST'
  /** Path below the origin; `{name}` segments are taken from the input of the same name. */
  readonly path: `/api/${string}`
  readonly may: May
  readonly input: Input
  readonly output: Output
  readonly problems: readonly Problem[]
  /** True when the reply or the command touches data of a patient: such calls are audited, also when refused. */
  readonly touchesPatient: boolean
  /** True for searches and other POST requests that change nothing: they run in a read-only transaction. */
  readonly readsOnly: boolean
  /** True for what gateways call, which are no pages and prove themselves by what they send. */
  readonly isForMachines?: boolean
  /** True where the answer holds a secret: it is shown this once, and not kept for who sends the command again. */
  readonly isShownOnce?: boolean
  /** Calls allowed per minute and caller; absent means the general limit. */
  readonly perMinute?: number
  /** Largest body in bytes; absent means the general limit. */
  readonly maxBodyBytes?: number
}

type Spec<Input extends z.ZodObject, Output extends z.ZodType, Problem extends string> = Omit<
  Endpoint<Input, Output, Problem>,
  'problems' | 'touchesPatient' | 'readsOnly'
> & { problems?: readonly Problem[]; touchesPatient?: boolean; readsOnly?: boolean }

/** Declares an endpoint. Every key named in the path must be a key of the input. */
export function endpoint<Input extends z.ZodObject, Output extends z.ZodType, const Problem extends string = never>(
  spec: Spec<Input, Output, Problem>,
): Endpoint<Input, Output, Problem> {
  for (const key of pathKeys(spec.path)) {
    if (!(key in spec.input.shape)) throw new Error(`${spec.name}: {${key}} of its path is not in its input`)
  }
  return { touchesPatient: true, readsOnly: spec.method === 'GET', ...spec, problems: spec.problems ?? [] }
}

/** The names between braces in a path, in order. */
export const pathKeys = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')

/** What a caller sends, before parsing. */
export type InputOf<E> = E extends Endpoint<infer I, z.ZodType, string> ? z.input<I> : never

/** What an operation receives, after parsing. */
export type ParsedOf<E> = E extends Endpoint<infer I, z.ZodType, string> ? z.output<I> : never

/** What a caller gets. */
export type OutputOf<E> = E extends Endpoint<z.ZodObject, infer O, string> ? z.output<O> : never

/** The names of the problems that an endpoint lists itself. */
export type ProblemOf<E> = E extends Endpoint<z.ZodObject, z.ZodType, infer P> ? P : never
