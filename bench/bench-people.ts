import { createHmac, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { newId } from '../platform/server/new-id.ts'

/** Somebody with an open session: the cookie is made as the server makes it, without a thousand slow password hashes. */
export type SignedIn = { personId: string; cookie: string }

const cookieOf = (secret: string, token: string): string =>
  `tuyen.session_token=${encodeURIComponent(`${token}.${createHmac('sha256', secret).update(token).digest('base64')}`)}`

/** Opens a session for a person who exists. */
export async function openSession(client: pg.Client, secret: string, personId: string): Promise<SignedIn> {
  const token = randomBytes(24).toString('base64url')
  await client.query(
    `insert into identity.login_session (id, user_id, token, expires_at, created_at, updated_at) values ($1, $2, $3, now() + interval '1 hour', now(), now())`,
    [newId(), personId, token],
  )
  return { personId, cookie: cookieOf(secret, token) }
}

/** Makes a doctor at a facility, with an open session. */
export async function makeDoctor(client: pg.Client, secret: string, facilityId: string): Promise<SignedIn> {
  const id = newId()
  await client.query(
    `with l as (insert into identity.login (id, name, email, email_verified, created_at, updated_at) values ($1, 'B', $2, true, now(), now()) returning id),
      p as (insert into identity.person (id, full_name, created_at) select id, 'Bench', now() from l returning id)
     insert into identity.role (id, person_id, facility_id, role, valid_from) select $3, id, $4, 'doctor', now() from p`,
    [id, `${id}@bench.example`, newId(), facilityId],
  )
  return await openSession(client, secret, id)
}

/** Makes patients treated at a facility; returns their ids. */
export async function makePatients(
  client: pg.Client,
  facilityId: string,
  doctorId: string,
  count: number,
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId())
  await client.query(
    `insert into records.patient (id, full_name, name_folded, sex, registered_by, registered_at_facility_id, created_at)
     select id, 'Người Bệnh', 'nguoi benh', 'male', $2, $3, now() from unnest($1::uuid[]) as t(id)`,
    [ids, doctorId, facilityId],
  )
  await client.query('insert into records.care_link select id, $2, now() from unnest($1::uuid[]) as t(id)', [
    ids,
    facilityId,
  ])
  return ids
}

/** The value at a share of the sorted measurements, e.g. 0.99. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
