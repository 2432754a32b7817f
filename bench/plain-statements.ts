import { randomUUID } from 'node:crypto'
import type pg from 'pg'

/** The people and places of the plain request. */
export type PlainCase = { askerId: string; askingId: string; supportingId: string; called: string[] }

/** Writes the rows of one emergency request by prepared statements in one transaction, and nothing else. */
export async function plainRequest(client: pg.PoolClient, plain: PlainCase, patientId: string): Promise<void> {
  const id = randomUUID()
  const now = new Date()
  const run = async (name: string, text: string, values: unknown[]) => await client.query({ name, text, values })
  await client.query('begin')
  await run(
    'consult',
    `insert into consults.consult (id, patient_id, pathway, pathway_version, specialty, urgency, question, status, asking_facility_id,
       first_facility_id, supporting_facility_id, routing_reason, asked_by, asked_at)
     values ($1, $2, 'stroke', 1, 'stroke', 'emergency', 'q', 'requested', $3, $4, $4, 'link-for-specialty', $5, $6)`,
    [id, patientId, plain.askingId, plain.supportingId, plain.askerId, now],
  )
  for (const [index, person] of plain.called.entries()) {
    await run(
      'page',
      `insert into consults.page (id, consult_id, person_id, rung, position, rings_at, facility_id)
       values ($1, $2, $3, $4, 'first', $5, $6)`,
      [randomUUID(), id, person, index + 1, now, plain.supportingId],
    )
    await run(
      'participant',
      `insert into consults.participant (consult_id, person_id, reason, since) values ($1, $2, 'paged', $3)`,
      [id, person, now],
    )
    await run(
      'grant',
      `insert into records.access_grant (id, patient_id, person_id, consult_id, basis, starts_at, ends_at, granted_by, created_at)
       values ($1, $2, $3, $4, 'emergency-19-1-a', $5, $5::timestamptz + interval '1 day', $6, $5)`,
      [randomUUID(), patientId, person, id, now, plain.askerId],
    )
  }
  await run(
    'run',
    `insert into pathways.run (subject_kind, subject_id, patient_id, code, version, started_at) values ('consult', $1, $2, 'stroke', 1, $3)`,
    [id, patientId, now],
  )
  await run(
    'milestone',
    `insert into pathways.milestone (id, subject_kind, subject_id, patient_id, code, occurred_at, recorded_at, source)
     values ($1, 'consult', $2, $3, 'requested', $4, $4, 'plain')`,
    [randomUUID(), id, patientId, now],
  )
  const session = randomUUID()
  await run(
    'session',
    `insert into sessions.session (id, subject_kind, subject_id, patient_id, status, created_at) values ($1, 'consult', $2, $3, 'planned', $4)`,
    [session, id, patientId, now],
  )
  await run(
    'guest',
    `insert into sessions.participant (session_id, person_id, role, facility_id, invited_at) values ($1, $2, 'secretary', $3, $4)`,
    [session, plain.askerId, plain.askingId, now],
  )
  await run(
    'event',
    `insert into platform.event (id, type, payload, topics, occurred_at, person_id) values ($1, 'consult-requested', '{}', '{}', $2, $3)`,
    [randomUUID(), now, plain.askerId],
  )
  await run(
    'audit',
    `insert into platform.audit_entry (id, at, actor_kind, person_id, endpoint, outcome, patient_id, request_id, source)
     values ($1, $2, 'person', $3, 'request-consult', 'done', $4, 'plain', 'plain')`,
    [randomUUID(), now, plain.askerId, patientId],
  )
  await run(
    'answer',
    `insert into platform.idempotency (person_id, key, endpoint, body_hash, reply, at) values ($1, $2, 'plain', '', '{}', $3)`,
    [plain.askerId, randomUUID(), now],
  )
  await run('job', `insert into jobs.job (name, data) values ('look-for-images', '{}')`, [])
  await client.query('commit')
}
