import { createHmac } from 'node:crypto'
import { facilityNames } from '#capabilities/network/server/index.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { dutiesNow } from './duty-row.ts'
import { personBriefOf } from './person-row.ts'
import { heldNow, heldRoleOf } from './role-row.ts'

type Options = { secret: string; isDemo: boolean }

/**
 * Who I am. `localKey` encrypts what this screen keeps for me; it is the same at each sign-in of the same person, and
 * a screen that forgot it at sign-out cannot read what lies there.
 */
export async function getMe(options: Options, tx: Tx, actor: Actor): Promise<OutputOf<typeof contract.getMe>> {
  const row = await tx
    .selectFrom('identity.person as p')
    .innerJoin('identity.login as l', 'l.id', 'p.id')
    .select(['p.id', 'p.full_name', 'p.title', 'l.email', 'l.two_factor_enabled'])
    .select(['p.must_change_password', 'p.pin_hash'])
    .where('p.id', '=', actor.personId)
    .executeTakeFirst()
  if (!row) throw notFound()
  return {
    person: personBriefOf(row),
    email: row.email,
    roles: await rolesOf(tx, actor.personId, actor.now),
    duties: await dutiesNow(tx, { personId: actor.personId, now: actor.now }),
    sessionId: actor.sessionId ?? '',
    hasTotp: row.two_factor_enabled,
    mustSetUpTotp: !options.isDemo && !row.two_factor_enabled,
    mustChangePassword: row.must_change_password,
    hasPin: row.pin_hash !== null,
    isDemo: options.isDemo,
    localKey: createHmac('sha256', options.secret).update(`local ${actor.personId}`).digest('base64'),
  }
}

/** The roles that a person holds now, with the names of the facilities. */
export async function rolesOf(tx: Tx, personId: string, now: Date): Promise<contract.HeldRole[]> {
  const rows = await heldNow(tx, now)
    .select(['facility_id', 'role', 'specialty', 'department'])
    .where('person_id', '=', personId)
    .orderBy('valid_from')
    .execute()
  const names = await facilityNames(
    tx,
    rows.map((row) => row.facility_id),
    now,
  )
  return rows.map((row) => heldRoleOf(row, names))
}
