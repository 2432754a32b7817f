import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { setNoticeSetting as contract, NoticeSetting } from '../contract/notices.ts'

const wantedAtAnyHour: NoticeSetting = { isOn: true, quiet: null }

/** How people want to hear of what is no emergency, by id. Never asked for an emergency. */
export async function noticeSettingsOf(tx: Tx, personIds: readonly string[]): Promise<(id: string) => NoticeSetting> {
  const rows =
    personIds.length === 0
      ? []
      : await tx
          .selectFrom('identity.notice_setting')
          .select(['person_id', 'is_on', 'quiet_from', 'quiet_to', 'quiet_weekdays'])
          .where('person_id', 'in', [...new Set(personIds)])
          .execute()
  const found = new Map(
    rows.map((row): [string, NoticeSetting] => [
      row.person_id,
      {
        isOn: row.is_on,
        quiet:
          row.quiet_from && row.quiet_to
            ? { from: row.quiet_from, to: row.quiet_to, weekdays: row.quiet_weekdays }
            : null,
      },
    ]),
  )
  return (id) => found.get(id) ?? wantedAtAnyHour
}

/** How the caller wants to hear of what is no emergency. */
export async function getNoticeSetting(tx: Tx, actor: Actor): Promise<NoticeSetting> {
  return (await noticeSettingsOf(tx, [actor.personId]))(actor.personId)
}

/** Sets how the caller wants to hear of what is no emergency; holds for notices that wait already, too. */
export async function setNoticeSetting(tx: Tx, actor: Actor, input: ParsedOf<typeof contract>): Promise<typeof ok> {
  const { isOn, quiet } = input
  const set = {
    is_on: isOn,
    quiet_from: quiet?.from ?? null,
    quiet_to: quiet?.to ?? null,
    quiet_weekdays: [...new Set(quiet?.weekdays ?? [])].toSorted((one, other) => one - other),
    set_at: actor.now,
  }
  await tx
    .insertInto('identity.notice_setting')
    .values({ person_id: actor.personId, ...set })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(set))
    .execute()
  return ok
}
