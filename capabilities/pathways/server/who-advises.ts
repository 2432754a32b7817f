import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'

type Advised = { kind: string; id: string }

/** Whether somebody advises a subject: asked for it, and come. */
export type Advises = (tx: Tx, actor: Actor, subjectId: string) => Promise<boolean>

const byKind = new Map<string, Advises>()

/** Says who advises subjects of a kind; whoever owns the kind does, once for each process. */
export function tellWhoAdvises(kind: string, who: Advises): void {
  byKind.set(kind, who)
}

/** Whether the actor advises a subject; of kinds for which nobody said so, nobody does. */
export const advises = async (tx: Tx, actor: Actor, { kind, id }: Advised): Promise<boolean> =>
  (await byKind.get(kind)?.(tx, actor, id)) ?? false
