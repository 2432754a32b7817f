import { getFacility } from '#capabilities/network/contract.ts'
import { networkHandlers } from '#capabilities/network/server/index.ts'
import { getPatient, type PatientRecord } from '#capabilities/records/contract.ts'
import { recordsHandlers } from '#capabilities/records/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { LetterValues } from '../contract/letter-fields.ts'
import { ask, nullWhenHidden } from './ask-neighbour.ts'
import { handoverOf } from './handover-row.ts'
import type { TransferRow } from './transfer-row.ts'

const sexes = { male: '1', female: '2', unknown: '3' } as const

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  ...({ year: 'numeric', month: '2-digit', day: '2-digit' } as const),
  ...({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const),
})

/** A moment as `yyyyMMddHHmm` on the clocks of Vietnam; empty when there is none. */
export function compactMoment(at: Date | string | null): string {
  if (!at) return ''
  const parts = Object.fromEntries(clock.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
  return ['year', 'month', 'day', 'hour', 'minute'].map((part) => parts[part] ?? '').join('')
}

const birthOf = (record: PatientRecord): string => {
  if (record.birthDate) return `${record.birthDate.replaceAll('-', '')}0000`
  return record.birthYear === null ? '' : `${record.birthYear}00000000`
}

const notesOf = (record: PatientRecord, kinds: readonly string[]): string =>
  record.notes
    .filter((note) => kinds.includes(note.kind))
    .map((note) => note.text)
    .join('\n')

/** What the record and the transfer say already of the letter's fields. Nothing is invented: what is unknown stays empty. */
export async function proposedValues(tx: Tx, actor: Actor, row: TransferRow): Promise<LetterValues> {
  const asker = { tx, actor }
  const facility = async (facilityId: string) =>
    await ask(asker, networkHandlers, getFacility, { facilityId: facilityId as Id<'facility'> })
  const from = await facility(row.from_facility_id)
  const to = await facility(row.to_facility_id)
  const patientId = row.patient_id as Id<'patient'>
  const record = await nullWhenHidden(ask(asker, recordsHandlers, getPatient, { patientId }))
  const out = (await handoverOf(tx, { transferId: row.id, side: 'out' }))?.content
  const stay = record?.encounter?.facilityId === row.from_facility_id ? record.encounter : null
  const card = record?.identifiers.find((each) => each.system === 'bhyt')?.value ?? ''
  const values: Record<string, string> = {
    SO_HOSO: stay?.admissionNumber ?? '',
    MA_CSKCB: from.code,
    MA_NOI_DI: from.code,
    MA_NOI_DEN: to.code,
    HO_TEN: record && !record.isUnknown ? record.fullName : '',
    NGAY_SINH: record ? birthOf(record) : '',
    GIOI_TINH: record ? sexes[record.sex] : '',
    MA_THE_BHYT: card,
    NGAY_VAO: compactMoment(stay?.admittedAt ?? null),
    NGAY_RA: compactMoment(row.departed_at),
    DAU_HIEU_LS: out?.assessment ?? '',
    CHAN_DOAN_RV: stay?.diagnosis ?? '',
    QT_BENHLY: record ? notesOf(record, ['history', 'progress']) : '',
    HUONG_DIEU_TRI: out?.recommendation ?? '',
    PHUONGTIEN_VC: row.transport,
    HOTEN_NGUOI_HT: row.escort_name,
    CHUCDANH_NGUOI_HT: row.escort_title,
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}
