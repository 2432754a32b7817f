import type { Actor } from './actor.ts'
import type { Tx } from './db.ts'

/** Until when an actor may hear a topic: a moment, `forever`, or null when not at all. */
export type HearUntil = Date | 'forever' | null

/** Decides whether an actor may hear the topic `kind/rest`; runs in a read-only transaction as the actor. */
export type MayHear = (tx: Tx, actor: Actor, rest: string) => Promise<HearUntil>

/** Who may hear which kind of topic; the capabilities declare theirs through their doors. */
export type TopicRules = Readonly<Record<string, MayHear>>
