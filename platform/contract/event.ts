import type { z } from 'zod'

/** Something that happened, written in the transaction in which it happened. */
export type EventKind<Payload extends z.ZodObject = z.ZodObject> = {
  /** Unique noun-participle, e.g. `consult-accepted`. */
  readonly type: string
  readonly payload: Payload
  /** The topics whose listeners are told to fetch again; the payload itself never goes over the socket. */
  readonly topics: (payload: z.output<Payload>) => string[]
}

/** Declares an event. */
export const event = <Payload extends z.ZodObject>(kind: EventKind<Payload>): EventKind<Payload> => kind

/** What is heard: a topic to fetch again, and the type of event for sounds and words. */
export type Hint = { readonly topic: string; readonly type: string }
