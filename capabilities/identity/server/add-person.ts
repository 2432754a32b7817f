import type { Id } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import type { RoleName } from '../contract.ts'

/** A person to be added, with the hash of the first password. */
export type NewPerson = {
  fullName: string
  title: string
  email: string
  phone?: string | undefined
  passwordHash: string
  /** True when somebody else knows the password and it is to be changed. */
  mustChangePassword?: boolean
  facilityId: string
  role: RoleName
  specialty: string | null
  department: string
}

/** Writes a sign-in, the person and the first role. Returns null when the e-mail is taken. */
export async function addPerson(tx: Tx, now: Date, person: NewPerson): Promise<Id<'person'> | null> {
  const personId = newId<'person'>()
  const email = person.email.toLowerCase()
  const login = await tx
    .insertInto('identity.login')
    .values({ id: personId, name: person.fullName, email, email_verified: true, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!login) return null
  await tx
    .insertInto('identity.login_account')
    .values({
      id: newId(),
      user_id: personId,
      account_id: personId,
      provider_id: 'credential',
      password: person.passwordHash,
      created_at: now,
      updated_at: now,
    })
    .execute()
  await tx
    .insertInto('identity.person')
    .values({
      id: personId,
      full_name: person.fullName,
      title: person.title,
      phone: person.phone ?? null,
      must_change_password: person.mustChangePassword ?? false,
      created_at: now,
    })
    .execute()
  await tx
    .insertInto('identity.role')
    .values({
      id: newId(),
      person_id: personId,
      facility_id: person.facilityId,
      role: person.role,
      specialty: person.specialty,
      department: person.department,
      valid_from: now,
    })
    .execute()
  return personId
}
