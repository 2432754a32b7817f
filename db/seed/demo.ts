import { hashPassword } from 'better-auth/crypto'
import pg from 'pg'
import { v5 } from 'uuid'
import { fold } from '#platform/contract/fold.ts'
import { type DemoFacility, demoFacilities } from './facilities.ts'
import { seedPatients } from './patients.ts'
import { demoPassword, demoPeople } from './people.ts'

const demoSpace = '6f1d3a52-8d0e-4a5e-9c55-70e7b3f0a1d2'

/** The id of a demo thing, the same at each run. */
export const demoId = (kind: string, key: string): string => v5(`${kind}/${key}`, demoSpace)

async function seedFacilities(client: pg.Client, facilities: readonly DemoFacility[]): Promise<void> {
  const ids = facilities.map((facility) => demoId('facility', facility.key))
  await client.query(
    `insert into network.facility (id, code, kind, duty_phone, created_at)
     select id, code, kind, phone, now() from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as t(id, code, kind, phone)
     on conflict do nothing`,
    [
      ids,
      facilities.map((f) => f.code),
      facilities.map((f) => f.kind),
      facilities.map((_, index) => `0200 555 ${String(index).padStart(4, '0')}`),
    ],
  )
  const names = facilities.flatMap((facility) => {
    const id = demoId('facility', facility.key)
    const former = facility.formerNames ?? []
    const since = former.at(-1)?.until ?? '2000-01-01'
    return [
      ...former.map((old) => [id, '2000-01-01', old.until, old.name, old.name, old.provinceCode]),
      [id, since, null, facility.name, facility.shortName, facility.provinceCode],
    ]
  })
  await client.query(
    `insert into network.facility_name (facility_id, valid_from, valid_to, name, short_name, name_folded, province_code)
     select * from unnest($1::uuid[], $2::date[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[]) on conflict do nothing`,
    [
      ...[0, 1, 2, 3, 4].map((column) => names.map((row) => row[column])),
      names.map((row) => fold(`${row[3]} ${row[4]}`)),
      names.map((row) => row[5]),
    ],
  )
  await client.query(
    `insert into network.facility_level (facility_id, valid_from, care_level, legacy_tier, authority)
     select id, '2024-01-01', level, tier, authority from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as t(id, level, tier, authority)
     on conflict do nothing`,
    [ids, facilities.map((f) => f.careLevel), facilities.map((f) => f.legacyTier), facilities.map((f) => f.authority)],
  )
  await client.query(
    `insert into network.point (id, facility_id, name, kind)
     select id, facility, 'Phòng hội chẩn', 'meeting-room' from unnest($1::uuid[], $2::uuid[]) as t(id, facility) on conflict do nothing`,
    [facilities.map((f) => demoId('point', f.key)), ids],
  )
}

/** Who answers the further specialties of a red alert in the north. */
const northernHelp = [
  ['viet-duc', 'anaesthesia'],
  ['bach-mai', 'haematology'],
  ['viet-duc', 'cardiac-surgery'],
  ['viet-duc', 'blood-bank'],
  ['viet-duc', 'pathology'],
  ['bach-mai', 'cardiology'],
  ['bach-mai', 'intensive-care'],
  ['nhi-tw', 'neonatology'],
  ['nhi-tw', 'paediatrics'],
] as const

/** Who supports whom: Bạch Mai for stroke in the north-west and north, others by region, each a dated edge. */
async function seedLinks(client: pg.Client, facilities: readonly DemoFacility[]): Promise<void> {
  const edges: string[][] = []
  const link = (from: string, to: string, programme: string, specialty: string) =>
    edges.push([
      demoId('link', `${from}>${to}/${specialty}`),
      demoId('facility', from),
      demoId('facility', to),
      programme,
      specialty,
    ])
  for (const facility of facilities) {
    if (facility.legacyTier === 'trung-uong' || facility.legacyTier === 'xa') continue
    const province = Number(facility.provinceCode)
    const region = province < 43 ? 'north' : province < 69 ? 'centre' : 'south'
    link({ north: 'bach-mai', centre: 'hue', south: 'cho-ray' }[region], facility.key, 'chi-dao-tuyen', 'stroke')
    link({ north: 'psan-tw', centre: 'hue', south: 'tu-du' }[region], facility.key, 've-tinh', 'obstetrics')
    link({ north: 'viet-duc', centre: 'hue', south: 'cho-ray' }[region], facility.key, 'telehealth', 'trauma')
  }
  for (const facility of facilities) {
    const isNorth = Number(facility.provinceCode) < 43
    if (!isNorth || facility.legacyTier === 'trung-uong' || facility.legacyTier === 'xa') continue
    for (const [from, specialty] of northernHelp) link(from, facility.key, 'telehealth', specialty)
  }
  link('xanh-pon', 'ba-vi', 'ket-nghia', 'internal-medicine')
  await client.query(
    `insert into network.support_link (id, from_facility_id, to_facility_id, programme, specialty, valid_from)
     select id, f, t, p, s, '2021-01-01' from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[]) as e(id, f, t, p, s)
     on conflict do nothing`,
    [0, 1, 2, 3, 4].map((column) => edges.map((edge) => edge[column])),
  )
}

/** Who is called when nobody answers at the first hospital. */
async function seedBackups(client: pg.Client): Promise<void> {
  const pairs = [
    ['bach-mai', 'stroke', 'viet-duc'],
    ['psan-tw', 'obstetrics', 'phu-san-hn'],
    ['viet-duc', 'trauma', '108'],
  ] as const
  for (const [facility, specialty, backup] of pairs) {
    await client.query(
      `insert into network.backup (facility_id, specialty, backup_facility_id, valid_from) values ($1, $2, $3, '2021-01-01') on conflict do nothing`,
      [demoId('facility', facility), specialty, demoId('facility', backup)],
    )
  }
}

async function seedPeople(client: pg.Client): Promise<void> {
  const hash = await hashPassword(demoPassword)
  for (const person of demoPeople) {
    const id = demoId('person', person.email)
    const facility = demoId('facility', person.facility)
    await client.query(
      `insert into identity.login (id, name, email, email_verified, created_at, updated_at) values ($1, $2, $3, true, now(), now()) on conflict do nothing`,
      [id, person.fullName, person.email],
    )
    await client.query(
      `insert into identity.login_account (id, user_id, account_id, provider_id, password, created_at, updated_at)
       values ($1, $2, $3, 'credential', $4, now(), now()) on conflict do nothing`,
      [demoId('account', person.email), id, id, hash],
    )
    await client.query(
      'insert into identity.person (id, full_name, title, phone, created_at) values ($1, $2, $3, $4, now()) on conflict do nothing',
      [id, person.fullName, person.title, '0912 000 000'],
    )
    await client.query(
      `insert into identity.role (id, person_id, facility_id, role, specialty, department, valid_from)
       values ($1, $2, $3, $4, $5, $6, '2024-01-01') on conflict do nothing`,
      [demoId('role', person.email), id, facility, person.role, person.specialty, person.department],
    )
    if (!person.isLeader) continue
    await client.query(
      `insert into identity.role (id, person_id, facility_id, role, specialty, department, valid_from)
       values ($1, $2, $3, 'leader', null, $4, '2024-01-01') on conflict do nothing`,
      [demoId('leader', person.email), id, facility, person.department],
    )
  }
}

/** Puts the demo people on duty from now on; repeated at each start, since a shift ends at 07:00. */
async function seedDuties(client: pg.Client): Promise<void> {
  for (const person of demoPeople) {
    if (!person.duty) continue
    const id = demoId('person', person.email)
    const specialty = person.duty === 'coordinator' || person.duty === 'leader' ? null : person.specialty
    await client.query(
      `insert into identity.duty_shift (id, facility_id, specialty, position, person_id, starts_at, ends_at)
       select gen_random_uuid(), $1, $2, $3, $4, now() - interval '1 minute',
         (date_trunc('day', now() at time zone 'Asia/Ho_Chi_Minh') + interval '2 days 7 hours') at time zone 'Asia/Ho_Chi_Minh'
       where not exists (select 1 from identity.duty_shift where person_id = $4 and starts_at <= now() and ends_at > now() + interval '12 hours')`,
      [demoId('facility', person.facility), specialty, person.duty, id],
    )
  }
}

/** Fills a migrated database with the demo; repeatable, the same at each run. Needs the owner's address. */
export async function seedDemo(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock(7240121)')
    const facilities = demoFacilities()
    await seedFacilities(client, facilities)
    await seedLinks(client, facilities)
    await seedPeople(client)
    await seedDuties(client)
    await seedPatients(client, demoId)
    await seedBackups(client)
    await client.query(
      `insert into imaging.sender (aet, facility_id) values ('MODALITY1', $1) on conflict do nothing`,
      [demoId('facility', 'muong-nhe')],
    )
    await client.query(
      `insert into pathways.approval (code, version, facility_id, approved_by, approved_at) values ('stroke', 2, $1, $2, now()) on conflict do nothing`,
      [demoId('facility', 'muong-nhe'), demoId('person', 'diep@muongnhe.demo')],
    )
    await client.query('commit')
  } finally {
    await client.end()
  }
}

if (import.meta.main) {
  const url = process.env['DATABASE_OWNER_URL']
  if (!url) throw new Error('DATABASE_OWNER_URL is missing; set it to the address of the owner of the database.')
  await seedDemo(url)
  const shown = demoPeople.filter((person) => person.says)
  const width = Math.max(...shown.map((person) => person.email.length))
  for (const person of shown) process.stdout.write(`  ${person.email.padEnd(width)}  ${demoPassword}  ${person.says}\n`)
}
