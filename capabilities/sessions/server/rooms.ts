import { sql } from 'kysely'
import type { Id } from '#platform/contract/id.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { roomRevoked } from '../contract.ts'

/** Who is let into a room, in which role, speaking for which facility. */
export type Invited = {
  personId: string
  role: 'chair' | 'secretary' | 'expert' | 'presenter' | 'member'
  facilityId: string
}

/** What a room is for; opaque here. */
export type RoomSubject = { kind: string; id: string; patientId: string }

/** Lets a person into the room of a subject, which is made when it is not there; the subject's owner decides whom. */
export async function letIntoRoom(tx: Tx, subject: RoomSubject, guest: Invited): Promise<void> {
  await sql`select sessions.invite(
    sessions.open_room(${newId()}, ${subject.kind}, ${subject.id}, ${subject.patientId}),
    ${guest.personId}, ${guest.role}, ${guest.facilityId})`.execute(tx)
}

/** The room of a subject, when the actor is invited into it. */
export async function roomOf(tx: Tx, subject: Pick<RoomSubject, 'kind' | 'id'>): Promise<Id<'session'> | null> {
  const row = await tx
    .selectFrom('sessions.session')
    .select('id')
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .executeTakeFirst()
  return (row?.id ?? null) as Id<'session'> | null
}

/** Takes people out of the room of a subject, or everybody, which closes it; those inside are put out after the commit. */
export async function revokeFromRoom(
  tx: Tx,
  actor: Actor,
  subject: Pick<RoomSubject, 'kind' | 'id'>,
  who: readonly string[] | 'everybody',
): Promise<void> {
  const sessionId = await roomOf(tx, subject)
  if (!sessionId || who.length === 0) return
  if (who === 'everybody') {
    await tx
      .updateTable('sessions.session')
      .set({ status: 'finished', ended_at: actor.now })
      .where('id', '=', sessionId)
      .execute()
  }
  await tx
    .updateTable('sessions.participant')
    .set({ revoked_at: actor.now })
    .where('session_id', '=', sessionId)
    .$if(who !== 'everybody', (query) => query.where('person_id', 'in', who === 'everybody' ? [] : who))
    .execute()
  await emit(tx, actor, roomRevoked, { sessionId })
}

/** The facilities whose people are in the room of a subject now, as far as the actor may see the room. */
export async function facilitiesPresent(tx: Tx, subject: { kind: string; id: string }): Promise<string[]> {
  const rows = await tx
    .selectFrom('sessions.presence as there')
    .innerJoin('sessions.session as room', 'room.id', 'there.session_id')
    .innerJoin('sessions.participant as invited', (on) =>
      on.onRef('invited.session_id', '=', 'room.id').onRef('invited.person_id', '=', 'there.person_id'),
    )
    .select('invited.facility_id')
    .distinct()
    .where('room.subject_kind', '=', subject.kind)
    .where('room.subject_id', '=', subject.id)
    .where('there.left_at', 'is', null)
    .execute()
  return rows.map((row) => row.facility_id)
}
