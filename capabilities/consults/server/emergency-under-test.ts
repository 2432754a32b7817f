import type { Id } from '#platform/contract/id.ts'
import { newId } from '#platform/server/new-id.ts'
import type { World } from '#platform/test/world.ts'
import { createPatientForTest } from './patient-under-test.ts'
import { requestConsult } from './request-consult.ts'

/** Two hospitals with a link for stroke, a full roster, a patient, and a third hospital that has nothing to do with it. */
export type Emergency = {
  asking: string
  supporting: string
  asker: string
  first: string
  second: string
  team: string
  coordinator: string
  stranger: string
  patientId: string
  ask: () => Promise<Id<'consult'>>
}

/** Arranges an emergency that can be asked. */
export async function arrangeEmergency(world: World): Promise<Emergency> {
  const asking = await world.facility('Mường Nhé')
  const supporting = await world.facility('Bạch Mai')
  const third = await world.facility('Nam Định')
  await world.sql(
    `insert into network.support_link (id, from_facility_id, to_facility_id, programme, specialty, valid_from)
     values ($1, $2, $3, 'chi-dao-tuyen', 'stroke', '2021-01-01')`,
    [newId(), supporting, asking],
  )
  const duty = async (position: string, role: string) => {
    const person = await world.person(supporting, role, role === 'doctor' ? 'stroke' : null)
    await world.sql(
      `insert into identity.duty_shift (id, facility_id, specialty, position, person_id, starts_at, ends_at)
       values ($1, $2, $3, $4, $5, '2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z')`,
      [newId(), supporting, position === 'coordinator' ? null : 'stroke', position, person],
    )
    return person
  }
  const asker = await world.person(asking, 'doctor')
  const people = {
    first: await duty('first', 'doctor'),
    second: await duty('second', 'doctor'),
    team: await duty('team', 'doctor'),
    coordinator: await duty('coordinator', 'coordinator'),
  }
  const patientId = await createPatientForTest(world, asker, asking)
  const ask = async () => {
    const patient = { is: 'known' as const, patientId: patientId as Id<'patient'> }
    const input = {
      facilityId: asking as Id<'facility'>,
      pathway: 'stroke',
      patient,
      question: 'Có chỉ định tiêu sợi huyết không?',
    }
    return (await world.as(asker, async (tx, actor) => await requestConsult(tx, actor, input))).consultId
  }
  return {
    asking,
    supporting,
    asker,
    ...people,
    stranger: await world.person(third, 'doctor', 'stroke'),
    patientId,
    ask,
  }
}
