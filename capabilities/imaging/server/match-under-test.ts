import { insertPatient } from '#capabilities/records/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { newId } from '#platform/server/new-id.ts'
import type { World } from '#platform/test/world.ts'
import type { ArrivedStudy } from './take-in-study.ts'
import { takeInStudy } from './take-in-study.ts'

type Named = { fullName?: string; birthDate?: string; sex?: 'male' | 'female'; mrn?: string }

/** A hospital whose scanner sends studies, two who may match there, an expert elsewhere with a grant, and a stranger. */
export type MatchUnderTest = {
  facilityId: string
  technician: string
  nurse: string
  expert: string
  stranger: string
  register: (named?: Named) => Promise<Id<'patient'>>
  /** Lets the expert see a patient. */
  grant: (patientId: string) => Promise<void>
  /** A study comes by C-STORE; its id. */
  arrive: (sent?: Partial<ArrivedStudy>) => Promise<Id<'study'>>
}

/** Arranges a hospital with a scanner. */
export async function arrangeMatching(world: World): Promise<MatchUnderTest> {
  const facilityId = await world.facility('Mường Nhé')
  const technician = await world.person(facilityId, 'technician')
  const expert = await world.person(await world.facility('Bạch Mai'), 'doctor', 'stroke')
  const aet = `CT${newId().slice(-8).toUpperCase()}`
  await world.sql('insert into imaging.sender (aet, facility_id) values ($1, $2)', [aet, facilityId])
  return {
    facilityId,
    technician,
    nurse: await world.person(facilityId, 'nurse'),
    expert,
    stranger: await world.person(await world.facility('Nam Định'), 'technician'),
    register: async ({ fullName = 'Vừ A Dế', birthDate = '1965-03-12', sex = 'male', mrn = `MN-${newId()}` } = {}) => {
      const named = { facilityId, fullName, birthDate, birthYear: null, sex, isUnknown: false }
      const identifiers = [{ system: 'mrn' as const, value: mrn }]
      return await world.as(technician, async (tx, actor) => await insertPatient(tx, actor, { ...named, identifiers }))
    },
    grant: async (patientId) => {
      const now = world.clock.now()
      await world.sql(
        `insert into records.access_grant (id, patient_id, person_id, consult_id, basis, starts_at, ends_at, granted_by, created_at)
         values ($1, $2, $3, $4, 'emergency-19-1-a', $5, $6, $7, $5)`,
        [newId(), patientId, expert, newId(), now, new Date(now.getTime() + 86_400_000), technician],
      )
    },
    arrive: async (sent = {}) => {
      const studyUid = `1.2.3.${BigInt(`0x${newId().replaceAll('-', '')}`)}`
      const now = world.clock.now()
      const study: ArrivedStudy = {
        ...{ archiveId: newId(), studyUid, aet, modality: 'CT', description: 'CT sọ não', sentPatientId: '' },
        ...{ sentPatientName: 'VU^A DE', sentBirthDate: '19650312', sentSex: 'M', sentCharset: '' },
        ...{ isTextDoubtful: false, startedAt: now, firstArrivedAt: now, series: 1, instances: 28, isComplete: true },
        ...sent,
      }
      await world.asSystem(async (tx, actor) => await takeInStudy(tx, actor, study))
      const [row] = await world.sql('select id from imaging.study where study_uid = $1', [study.studyUid])
      return String(row?.['id']) as Id<'study'>
    },
  }
}
