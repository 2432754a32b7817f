import type { ObservationCode } from '#capabilities/records/contract.ts'
import { recordObservations } from '#capabilities/records/server/record-observations.ts'
import { arrangeWard } from '#capabilities/records/server/ward-under-test.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import type { World } from '#platform/test/world.ts'
import type { Run } from '../contract/run-endpoints.ts'
import { getRun } from './get-run.ts'
import { startRun, typeMilestone } from './milestones.ts'
import { tellWhoAdvises } from './who-advises.ts'
import { writeEntries } from './write-entries.ts'

type By = { tx: Tx; actor: Actor; reason?: string | undefined }
type Wanted = Parameters<typeof writeEntries>[2]['entries'][number]

/** A case that runs, with two who treat, an expert elsewhere who may see it, and a stranger. */
export type RunUnderTest = {
  subject: { subjectKind: string; subjectId: string }
  patientId: string
  doctor: string
  nurse: string
  expert: string
  stranger: string
  /** Lets somebody of another hospital see the patient, for something else. */
  letSee: (person: string) => Promise<void>
  get: (person?: string) => Promise<Run>
  write: (person: string, ...entries: (Pick<Wanted, 'kind' | 'code' | 'value'> & Partial<Wanted>)[]) => Promise<unknown>
  type: (code: string, occurredAt: Date, basedOn?: number, reason?: string) => Promise<void>
  observe: (code: ObservationCode, value: number, minutesAgo?: number, reason?: string) => Promise<void>
  /** Makes the expert's hospital one that treats the patient too. */
  treatElsewhere: () => Promise<void>
  observeIn: (by: By, code: ObservationCode, value: number, minutesAgo?: number) => Promise<void>
}

const experts = new Map<string, string>()

/** Arranges a case of stroke on version 2, or of another pathway. */
export async function arrangeRun(world: World, pathway = { code: 'stroke', version: 2 }): Promise<RunUnderTest> {
  const ward = await arrangeWard(world)
  const patientId = await ward.register()
  const expert = await world.person(ward.elsewhere, 'doctor', 'stroke')
  const stranger = await world.person(await world.facility('Điện Biên'), 'doctor', 'stroke')
  const subjectId = newId()
  const letSee = async (person: string) => {
    await world.sql(
      `insert into records.access_grant (id, patient_id, person_id, consult_id, basis, starts_at, ends_at, granted_by, created_at)
       values ($1, $2, $3, $4, 'emergency-19-1-a', $5, $6, $7, $5)`,
      [
        ...[newId(), patientId, person, subjectId, world.clock.now()],
        ...[new Date(world.clock.now().getTime() + 86_400_000), ward.doctor],
      ],
    )
  }
  await letSee(expert)
  experts.set(subjectId, expert)
  tellWhoAdvises('case', async (_tx, actor, id) => experts.get(id) === actor.personId)
  const subject = { subjectKind: 'case', subjectId }
  const own = { kind: 'case', id: subjectId, patientId }
  const start = {
    pathway,
    passed: { code: 'requested', occurredAt: world.clock.now(), source: 'test' },
    facilityId: ward.here,
  }
  await world.as(ward.doctor, async (tx, actor) => await startRun(tx, actor, own, start))
  const observeIn: RunUnderTest['observeIn'] = async (by, code, value, minutesAgo = 0) => {
    const effectiveAt = new Date(world.clock.now().getTime() - minutesAgo * 60_000).toISOString()
    const values = [{ code, valueNumber: value, valueText: null, isEstimated: false, effectiveAt }]
    // the schema brands ids and instants for the compiler alone
    await recordObservations(by.tx, by.actor, { patientId, reason: by.reason ?? '', values } as Parameters<
      typeof recordObservations
    >[2])
  }
  return {
    ...{ subject, patientId, doctor: ward.doctor, nurse: ward.nurse, expert, stranger, letSee },
    get: async (person = ward.doctor) => await world.as(person, async (tx, actor) => await getRun(tx, actor, subject)),
    write: async (person, ...entries) => {
      const full = entries.map((each) => ({ basedOn: 0, reason: '', ...each }))
      return await world.as(person, async (tx, actor) => await writeEntries(tx, actor, { ...subject, entries: full }))
    },
    type: async (code, occurredAt, basedOn, reason = basedOn ? 'Nhập nhầm' : '') =>
      await world.as(
        ward.doctor,
        async (tx, actor) => await typeMilestone(tx, actor, own, { code, occurredAt, basedOn, reason }),
      ),
    observe: async (code, value, minutesAgo, reason) =>
      await world.as(ward.nurse, async (tx, actor) => await observeIn({ tx, actor, reason }, code, value, minutesAgo)),
    treatElsewhere: async () => {
      await world.sql('insert into records.care_link (patient_id, facility_id, since) values ($1, $2, now())', [
        ...[patientId, ward.elsewhere],
      ])
    },
    observeIn,
  }
}
