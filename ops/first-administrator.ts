import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { hashPassword } from 'better-auth/crypto'
import { addPerson } from '../capabilities/identity/server/add-person.ts'
import { fold } from '../platform/contract/fold.ts'
import { systemActor } from '../platform/server/actor.ts'
import { asActor, openDatabase, type Tx } from '../platform/server/db.ts'
import { newId } from '../platform/server/new-id.ts'

const usage = `usage: npm run first-administrator -- --email E --name N --facility CODE --facility-name N --province CODE
makes the facility when its code is new, and its first administrator; needs DATABASE_URL`

const options = {
  email: { type: 'string' },
  name: { type: 'string' },
  facility: { type: 'string' },
  'facility-name': { type: 'string' },
  province: { type: 'string' },
} as const

type Wanted = { [Key in keyof typeof options]: string }

function readWanted(): Wanted {
  const { values } = parseArgs({ options })
  const missing = Object.keys(options).filter((name) => !values[name as keyof Wanted])
  if (missing.length > 0) throw new Error(`missing: ${missing.map((name) => `--${name}`).join(' ')}\n${usage}`)
  return values as Wanted
}

async function facilityOf(tx: Tx, wanted: Wanted, now: Date): Promise<string> {
  const known = await tx
    .selectFrom('network.facility')
    .select('id')
    .where('code', '=', wanted.facility)
    .executeTakeFirst()
  if (known) return known.id
  const id = newId()
  await tx
    .insertInto('network.facility')
    .values({ id, code: wanted.facility, kind: 'hospital', is_synthetic: false, created_at: now })
    .execute()
  const name = wanted['facility-name'].normalize('NFC')
  await tx
    .insertInto('network.facility_name')
    .values({
      facility_id: id,
      valid_from: now.toISOString().slice(0, 10),
      name,
      short_name: name,
      name_folded: fold(name),
      province_code: wanted.province,
    })
    .execute()
  return id
}

/** Makes a facility and its first administrator with a password that is printed once. */
export async function makeFirstAdministrator(url: string, wanted: Wanted): Promise<string> {
  const { db } = openDatabase(url, 2)
  const now = new Date()
  const password = randomBytes(15).toString('base64url')
  const passwordHash = await hashPassword(password)
  try {
    const made = await asActor(db, systemActor('first-administrator', now), async (tx) => {
      const facilityId = await facilityOf(tx, wanted, now)
      const there = await tx
        .selectFrom('identity.role')
        .select('id')
        .where('facility_id', '=', facilityId)
        .where('role', '=', 'administrator')
        .executeTakeFirst()
      if (there) throw new Error(`Facility ${wanted.facility} has an administrator, who makes all further accounts.`)
      return await addPerson(tx, now, {
        fullName: wanted.name.normalize('NFC'),
        title: '',
        email: wanted.email,
        passwordHash,
        facilityId,
        role: 'administrator',
        specialty: null,
        department: '',
      })
    })
    if (!made) throw new Error(`The e-mail ${wanted.email} has an account already.`)
    return password
  } finally {
    await db.destroy()
  }
}

if (import.meta.main) {
  try {
    const url = process.env['DATABASE_URL']
    if (!url) throw new Error(`DATABASE_URL is missing; set it to the address of the application's database.\n${usage}`)
    const wanted = readWanted()
    const password = await makeFirstAdministrator(url, wanted)
    process.stdout.write(`${wanted.email} may sign in with ${password}; they set up the second step at once.\n`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'unknown fault'}\n`)
    process.exit(2)
  }
}
