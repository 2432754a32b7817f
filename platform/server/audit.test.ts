import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { createWorld, type World } from '../test/world.ts'
import { systemActor } from './actor.ts'
import { writeAudit } from './audit.ts'
import { sealAudit } from './audit-seal.ts'
import { verifyAudit } from './audit-verify.ts'

let world: World
let folder: string
let options: { AUDIT_HEADS_FILE: string; SESSION_SECRET: string }

before(async () => {
  world = await createWorld()
})
after(async () => await world.close())

beforeEach(async () => {
  await world.sql('truncate platform.audit_entry, platform.audit_link')
  folder = mkdtempSync(join(tmpdir(), 'tuyen-audit-'))
  options = { AUDIT_HEADS_FILE: join(folder, 'heads.jsonl'), SESSION_SECRET: 'secret of this test' }
  for (let n = 0; n < 5; n += 1) {
    const entry = {
      endpoint: 'get-patient',
      outcome: 'done' as const,
      problem: null,
      patientId: null,
      purpose: null,
      basis: null,
      requestId: `r${n}`,
      source: 'test',
    }
    await writeAudit(world.db, systemActor('test', world.clock.now()), entry)
    await sealAudit(world.db, options)
  }
})

afterEach(() => rmSync(folder, { recursive: true }))

const faults = async () => (await verifyAudit(world.db, options)).faults

test('an untouched chain holds', async () => {
  assert.deepEqual(await verifyAudit(world.db, options), { checked: 5, unsealed: 0, faults: [] })
})

test('a row that was altered by hand is found', async () => {
  await world.sql("update platform.audit_entry set endpoint = 'nothing' where request_id = 'r2'")
  assert.deepEqual(await faults(), ['link 3: its row, or its place, was changed'])
})

test('a row that was removed is found', async () => {
  await world.sql("delete from platform.audit_entry where request_id = 'r1'")
  assert.deepEqual(await faults(), ['link 2: its row was removed'])
})

test('the newest row, removed together with its link, is found by the head kept outside', async () => {
  await world.sql(
    "delete from platform.audit_link where entry_id = (select id from platform.audit_entry where request_id = 'r4')",
  )
  await world.sql("delete from platform.audit_entry where request_id = 'r4'")
  assert.deepEqual(await faults(), ['links 5 to 5: removed at the end of the chain'])
})

test('two rows that changed places are found', async () => {
  const [two] = await world.sql('select entry_id from platform.audit_link where seq = 2')
  const [three] = await world.sql('select entry_id from platform.audit_link where seq = 3')
  await world.sql("update platform.audit_link set entry_id = '00000000-0000-7000-8000-000000000000' where seq = 2")
  await world.sql('update platform.audit_link set entry_id = $1 where seq = 3', [two?.['entry_id']])
  await world.sql('update platform.audit_link set entry_id = $1 where seq = 2', [three?.['entry_id']])
  assert.deepEqual(await faults(), [
    'link 2: its row, or its place, was changed',
    'link 3: its row, or its place, was changed',
  ])
})

test('a chain that was computed anew does not fit the heads kept outside', async () => {
  await world.sql("update platform.audit_entry set endpoint = 'nothing' where request_id = 'r2'")
  await world.sql('truncate platform.audit_link')
  await sealAudit(world.db, { SESSION_SECRET: 'not known' })
  assert.ok((await faults()).some((fault) => fault.includes('differs from the head kept outside')))
})

test('the application itself may neither change nor remove a row', async () => {
  await assert.rejects(
    world.db.updateTable('platform.audit_entry').set({ endpoint: 'x' }).execute(),
    /permission denied/,
  )
  await assert.rejects(world.db.deleteFrom('platform.audit_entry').execute(), /permission denied/)
})
