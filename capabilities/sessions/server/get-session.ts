import { personBriefs } from '#capabilities/identity/server/index.ts'
import { facilityNames } from '#capabilities/network/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstantOrNull } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type { Session } from '../contract.ts'

/** A room with everybody invited, and who is there. */
export async function getSession(tx: Tx, actor: Actor, input: { sessionId: string }): Promise<Session> {
  const row = await tx.selectFrom('sessions.session').selectAll().where('id', '=', input.sessionId).executeTakeFirst()
  if (!row) throw notFound()
  if (row.patient_id) noteAccess(tx, { patientId: row.patient_id, purpose: 'session' })
  return {
    id: row.id as Id<'session'>,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    // the table's CHECK allows exactly these words
    status: row.status as Session['status'],
    startedAt: toInstantOrNull(row.started_at),
    endedAt: toInstantOrNull(row.ended_at),
    participants: await participantsOf(tx, row.id, actor.now),
  }
}

async function participantsOf(tx: Tx, sessionId: string, now: Date): Promise<Session['participants']> {
  const rows = await tx
    .selectFrom('sessions.participant')
    .select(['person_id', 'role', 'facility_id'])
    .where('session_id', '=', sessionId)
    .where('revoked_at', 'is', null)
    .orderBy('invited_at')
    .execute()
  const newest = await tx
    .selectFrom('sessions.presence')
    .select(['person_id', 'joined_at', 'left_at'])
    .distinctOn('person_id')
    .where('session_id', '=', sessionId)
    .orderBy('person_id')
    .orderBy('joined_at', 'desc')
    .execute()
  const people = await personBriefs(
    tx,
    rows.map((row) => row.person_id),
  )
  const names = await facilityNames(
    tx,
    rows.map((row) => row.facility_id),
    now,
  )
  return rows.flatMap((row) => {
    const person = people.get(row.person_id)
    if (!person) return []
    const presence = newest.find((each) => each.person_id === row.person_id)
    return [
      {
        person,
        role: row.role as Session['participants'][number]['role'],
        facilityId: row.facility_id as Id<'facility'>,
        facilityName: names.get(row.facility_id)?.shortName ?? '',
        presentSince: presence && !presence.left_at ? toInstantOrNull(presence.joined_at) : null,
        leftAt: toInstantOrNull(presence?.left_at ?? null),
      },
    ]
  })
}
