import type pg from 'pg'
import { fold } from '#platform/contract/fold.ts'

type DemoPatient = {
  key: string
  fullName: string
  birthDate: string
  sex: 'male' | 'female'
  personalId: string
  mrn: string
}

/** The patients of the demo: invented people with synthetic identifiers. */
export const demoPatients: readonly DemoPatient[] = [
  {
    key: 'vu-a-de',
    fullName: 'Vừ A Dế',
    birthDate: '1965-03-12',
    sex: 'male',
    personalId: '011065004417',
    mrn: 'MN26-004417',
  },
  {
    key: 'luong-van-quyen',
    fullName: 'Lường Văn Quyến',
    birthDate: '1968-09-02',
    sex: 'male',
    personalId: '011068007730',
    mrn: 'MN26-007730',
  },
  {
    key: 'hoang-thi-kieu-diem',
    fullName: 'Hoàng Thị Kiều Diễm',
    birthDate: '1945-01-20',
    sex: 'female',
    personalId: '011145003362',
    mrn: 'MN26-003362',
  },
  {
    key: 'do-dinh-thang',
    fullName: 'Đỗ Đình Thắng',
    birthDate: '1952-06-30',
    sex: 'male',
    personalId: '011052009021',
    mrn: 'MN26-009021',
  },
  {
    key: 'nguyen-thi-anh-nguyet',
    fullName: 'Nguyễn Thị Ánh Nguyệt',
    birthDate: '1958-11-05',
    sex: 'female',
    personalId: '011158002093',
    mrn: 'MN26-002093',
  },
]

/** Writes the demo patients, all treated at Mường Nhé. The owner is bound by row-level security, so the scope is set. */
export async function seedPatients(client: pg.Client, demoId: (kind: string, key: string) => string): Promise<void> {
  await client.query("select set_config('tuyen.scope', 'system', true)")
  const facility = demoId('facility', 'muong-nhe')
  const doctor = demoId('person', 'diep@muongnhe.demo')
  for (const patient of demoPatients) {
    const id = demoId('patient', patient.key)
    const there = await client.query('select 1 from records.patient where id = $1', [id])
    if (there.rowCount) continue
    await client.query(
      `insert into records.patient (id, full_name, name_folded, birth_date, birth_year, sex, registered_by, registered_at_facility_id, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, now())`,
      [
        id,
        patient.fullName,
        fold(patient.fullName),
        patient.birthDate,
        Number(patient.birthDate.slice(0, 4)),
        patient.sex,
        doctor,
        facility,
      ],
    )
    await client.query('insert into records.care_link values ($1, $2, now())', [id, facility])
    for (const [system, value] of [
      ['personal-id', patient.personalId],
      ['mrn', patient.mrn],
    ]) {
      await client.query(
        'insert into records.patient_identifier (id, patient_id, system, value, facility_id, created_at) values (gen_random_uuid(), $1, $2, $3, $4, now())',
        [id, system, value, facility],
      )
    }
    await client.query(
      `insert into records.encounter (id, patient_id, facility_id, admission_number, department, room, bed, diagnosis, admitted_at, created_at)
       values (gen_random_uuid(), $1, $2, $3, 'Khoa Cấp cứu', 'Cấp cứu 1', '02', 'Theo dõi đột quỵ não', now() - interval '30 minutes', now())`,
      [id, facility, `VV${patient.mrn.slice(-6)}`],
    )
  }
}
