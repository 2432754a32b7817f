import { insertPatient } from '#capabilities/records/server/index.ts'
import { newId } from '#platform/server/new-id.ts'
import type { World } from '#platform/test/world.ts'

/** Registers a patient at a facility. */
export async function createPatientForTest(world: World, doctor: string, facilityId: string): Promise<string> {
  return await world.as(
    doctor,
    async (tx, actor) =>
      await insertPatient(tx, actor, {
        facilityId,
        fullName: 'Vừ A Dế',
        birthDate: '1965-03-12',
        birthYear: null,
        sex: 'male',
        isUnknown: false,
        identifiers: [{ system: 'mrn', value: `MN-${newId().slice(-6)}` }],
      }),
  )
}
