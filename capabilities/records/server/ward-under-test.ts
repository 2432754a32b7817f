import type { Id } from '#platform/contract/id.ts'
import { newId } from '#platform/server/new-id.ts'
import type { World } from '#platform/test/world.ts'
import { createPatient } from './create-patient.ts'

/** A hospital with two who treat, another hospital with one, and a way to register patients. */
export type Ward = {
  here: Id<'facility'>
  elsewhere: Id<'facility'>
  doctor: string
  nurse: string
  stranger: string
  register: (given?: Partial<Parameters<typeof createPatient>[2]>) => Promise<Id<'patient'>>
}

/** Arranges a ward. */
export async function arrangeWard(world: World): Promise<Ward> {
  const here = (await world.facility('Mường Nhé')) as Id<'facility'>
  const elsewhere = (await world.facility('Nam Định')) as Id<'facility'>
  const doctor = await world.person(here, 'doctor')
  const known = { fullName: 'Vừ A Dế', birthDate: '1965-03-12', birthYear: null, sex: 'male' as const }
  return {
    here,
    elsewhere,
    doctor,
    nurse: await world.person(here, 'nurse'),
    stranger: await world.person(elsewhere, 'doctor'),
    register: async (given) => {
      const identifiers = [{ system: 'mrn' as const, value: `MN-${newId().slice(-8)}` }]
      const input = { facilityId: here, ...known, identifiers, isUnknown: false, isDespiteLikeness: true, ...given }
      return (await world.as(doctor, async (tx, actor) => await createPatient(tx, actor, input))).id
    },
  }
}

/** Lets somebody of another hospital see a patient for an hour, as asking them does. */
export async function grantSight(
  world: World,
  grant: { patientId: string; personId: string; by: string },
): Promise<void> {
  await world.sql(
    `insert into records.access_grant (id, patient_id, person_id, consult_id, basis, starts_at, ends_at, granted_by, created_at)
     values ($1, $2, $3, $1, 'emergency-19-1-a', $4, $4::timestamptz + interval '1 hour', $5, $4)`,
    [newId(), grant.patientId, grant.personId, world.clock.now(), grant.by],
  )
}
