import type { Id } from '#platform/contract/id.ts'
import { newId } from '#platform/server/new-id.ts'
import type { World } from '#platform/test/world.ts'
import { emptyHandover, type HandoverContent } from '../contract/handover.ts'
import { acceptConsult } from './accept-consult.ts'
import { arrangeEmergency, type Emergency } from './emergency-under-test.ts'
import { requestTransfer } from './request-transfer.ts'

/** An emergency that somebody accepted, and a hospital with a duty doctor that can be asked to take the patient. */
export type TransferStage = Emergency & {
  consultId: Id<'consult'>
  receiving: string
  receiver: string
  dayDoctor: string
  move: () => Promise<{ transferId: Id<'transfer'> }>
}

/** A handover in which all is written that a signature needs. */
export const wholeHandover: HandoverContent = {
  ...emptyHandover,
  identify: 'Vừ A Dế, nam, 61 tuổi',
  situation: 'Nhồi máu não giờ thứ hai, đang truyền alteplase',
  assessment: 'NIHSS 14, ý thức tỉnh',
  recommendation: 'Lấy huyết khối cơ học',
  airway: 'Tự thở, oxy kính 3 L/phút',
  allergies: 'Không',
  vitals: {
    heartRate: 88,
    temperature: 36.8,
    systolic: 168,
    diastolic: 92,
    respiratoryRate: 18,
    spo2: 97,
    gcs: 14,
  },
}

/** Arranges an accepted emergency and a third hospital that may take the patient. */
export async function arrangeTransfer(world: World): Promise<TransferStage> {
  const here = await arrangeEmergency(world)
  const receiving = await world.facility('Phú Thọ')
  const receiver = await world.person(receiving, 'doctor')
  await world.sql(
    `insert into identity.duty_shift (id, facility_id, specialty, position, person_id, starts_at, ends_at)
     values ($1, $2, null, 'first', $3, '2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z')`,
    [newId(), receiving, receiver],
  )
  const dayDoctor = await world.person(receiving, 'doctor')
  const consultId = await here.ask()
  await world.as(here.first, async (tx, actor) => await acceptConsult(tx, actor, { consultId }))
  const asked = { consultId, toFacilityId: receiving as Id<'facility'>, reason: 'Cần lấy huyết khối cơ học' }
  const move = async () => await world.as(here.asker, async (tx, actor) => await requestTransfer(tx, actor, asked))
  return { ...here, consultId, receiving, receiver, dayDoctor, move }
}
