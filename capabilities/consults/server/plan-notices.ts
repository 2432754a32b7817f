import { afterQuiet, noticeSettingsOf } from '#capabilities/identity/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'

/** What people are told of outside the app without haste. */
export type NoticeKind = 'allocated' | 'answered' | 'outcome-late' | 'signature'

type Told = {
  kind: NoticeKind
  consult: { id: string; is_drill: boolean }
  /** What of the consult, where one kind can come more than once: hours, version. */
  part?: number
  people: readonly (string | null)[]
}

/**
 * Plans a notice for each of some people but the one who acts, in the transaction of what they are told of; once for a
 * person, kind and subject. In the quiet hours of a person it waits for their end; whoever wants none gets none.
 */
export async function planNotices(tx: Tx, actor: Actor, { kind, consult, part = 0, people }: Told): Promise<void> {
  const others = [...new Set(people)].filter((person) => person !== null).filter((person) => person !== actor.personId)
  if (others.length === 0 || consult.is_drill) return
  const settingOf = await noticeSettingsOf(tx, others)
  const rows = others
    .filter((person) => settingOf(person).isOn)
    .map((person) => {
      const dueAt = afterQuiet(settingOf(person).quiet, actor.now)
      const what = { kind, consult_id: consult.id, part }
      return { id: newId(), person_id: person, ...what, planned_at: actor.now, due_at: dueAt, try_at: dueAt }
    })
  if (rows.length === 0) return
  // without naming the index: naming it would need sight of the notices of others
  await tx
    .insertInto('consults.notice')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
