import { getPatient } from '#capabilities/records/server/get-patient.ts'
import type { Id } from '#platform/contract/id.ts'
import type { World } from '#platform/test/world.ts'
import { acceptConsult } from './accept-consult.ts'
import type { Emergency } from './emergency-under-test.ts'
import { getConsult } from './get-consult.ts'
import { noteJoined } from './note-joined.ts'

type Scene = { world: World; here: Emergency; consultId: Id<'consult'> }

/** What people do in an emergency, in the scene as it is when they do it. */
export const stepsOf = (scene: () => Scene) => ({
  accept: async (person: string) => {
    const { world, consultId } = scene()
    return await world.as(person, async (tx, actor) => await acceptConsult(tx, actor, { consultId }))
  },
  read: async (person: string) => {
    const { world, consultId } = scene()
    return await world.as(person, async (tx, actor) => await getConsult(tx, actor, { consultId }))
  },
  record: async (person: string) => {
    const { world, here } = scene()
    return await world.as(person, async (tx, actor) => await getPatient(tx, actor, { patientId: here.patientId }))
  },
  join: async (person: string) => {
    const { world, consultId } = scene()
    await world.as(person, async (tx, actor) => {
      const joined = { subjectKind: 'consult', subjectId: consultId, personId: person }
      await noteJoined(tx, actor, { ...joined, at: actor.now.toISOString() })
    })
  },
})
