import type { Tx } from '#platform/server/db.ts'

/** A browser that can be rung while no page is open. */
export type PushAddress = { deviceId: string; label: string; endpoint: string; p256dh: string; auth: string }

/** How a person can be reached outside the app. */
export type Reach = { phone: string | null; email: string; pushes: PushAddress[] }

/** How people can be reached outside the app, by id; disabled people cannot. */
export async function reachOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, Reach>> {
  if (personIds.length === 0) return new Map()
  const wanted = [...new Set(personIds)]
  const people = await tx
    .selectFrom('identity.person as p')
    .innerJoin('identity.login as l', 'l.id', 'p.id')
    .select(['p.id', 'p.phone', 'l.email'])
    .where('p.id', 'in', wanted)
    .where('p.disabled_at', 'is', null)
    .execute()
  const pushes = await tx
    .selectFrom('identity.push_subscription')
    .select(['person_id', 'device_id', 'label', 'endpoint', 'p256dh', 'auth'])
    .where('person_id', 'in', wanted)
    .where('gone_at', 'is', null)
    .execute()
  const reach = new Map<string, Reach>(
    people.map(({ id, phone, email }) => [id, { phone: phone || null, email, pushes: [] }]),
  )
  for (const row of pushes) {
    const { label, endpoint, p256dh, auth } = row
    reach.get(row.person_id)?.pushes.push({ deviceId: row.device_id, label, endpoint, p256dh, auth })
  }
  return reach
}

/** Notes that the push service no longer knows a browser. */
export async function forgetPush(tx: Tx, gone: { personId: string; deviceId: string; at: Date }): Promise<void> {
  await tx
    .updateTable('identity.push_subscription')
    .set({ gone_at: gone.at })
    .where('person_id', '=', gone.personId)
    .where('device_id', '=', gone.deviceId)
    .where('gone_at', 'is', null)
    .execute()
}
