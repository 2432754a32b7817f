import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { digestOf, signCall } from '#platform/server/device-signature.ts'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import type { EdgeBeat } from '../../contract/edges.ts'
import { type DeviceUnderTest, type HubUnderTest, letIn, newDevice, openHub, signedBy } from './hub-under-test.ts'

const enrolment = '/api/edge/enrolment'
const beatPath = '/api/edge/beat'
const hourMs = 60 * 60 * 1000

let world: World
let hub: HubUnderTest
let here: string
let elsewhere: string
let urgent: string[] = []

before(async () => {
  world = await createWorld()
  here = await world.facility('Mường Nhé')
  elsewhere = await world.facility('Nơi khác')
  hub = await openHub(world, { takeIn: async () => ({ outcome: 'refused', problem: 'not-dicom' }) }, async () => urgent)
})
after(async () => {
  await hub.close()
  await world.close()
})

const now = () => world.clock.now().getTime()
const administratorOf = async (facilityId: string) => await world.actor(await world.person(facilityId, 'administrator'))

async function codeOf(facilityId: string): Promise<string> {
  const made = await hub.as(await administratorOf(facilityId), 'POST', `/api/facilities/${facilityId}/edge-codes`, {
    label: 'Máy CT',
  })
  assert.equal(made.status, 200)
  return String(made.body['code'])
}

async function enrol(code: string, device: DeviceUnderTest, signedWith = device) {
  const body = { code, publicKey: device.publicKey, version: '1' }
  return await hub.plain(enrolment, body, signedBy({ key: signedWith.key, kid: 'new' }, enrolment, body, now()))
}

const beat = (waitingCount = 0): EdgeBeat => ({
  ...{ version: '1', deviceAt: world.clock.now().toISOString() as EdgeBeat['deviceAt'], spoolBytes: 5, freeBytes: 9 },
  ...{ waitingCount, heldCount: 0, oldestWaitingAt: null, aets: ['TUYEN'], studies: [] },
  priors: [],
})

/** A patient whom these facilities call so. */
async function patientWith(identifiers: Record<string, string>): Promise<string> {
  const patientId = newId()
  await world.sql(
    `insert into records.patient (id, full_name, name_folded, sex, registered_by, registered_at_facility_id, created_at)
     values ($1, 'X', 'x', 'male', $2, $3, now())`,
    [patientId, await world.person(here, 'doctor'), here],
  )
  for (const [facilityId, value] of Object.entries(identifiers))
    await world.sql(
      `insert into records.patient_identifier (id, patient_id, facility_id, system, value, created_at)
       values ($1, $2, $3, 'mrn', $4, now())`,
      [newId(), patientId, facilityId, value],
    )
  return patientId
}

const nameOf = (answer: { status: number; body: Record<string, unknown> }) => [answer.status, answer.body['name']]

describe('a code for a new gateway', () => {
  test('lets one in, is shown once and kept only as a digest', async () => {
    const code = await codeOf(here)
    assert.match(code, /^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
    const rows = await world.sql('select * from imaging.edge_code')
    assert.ok(!JSON.stringify(rows).includes(code) && !JSON.stringify(rows).includes(code.replaceAll('-', '')))
    const typed = code.toLowerCase().replaceAll('-', ' ')
    const answer = await enrol(typed, newDevice())
    assert.deepEqual([answer.status, answer.body['facilityName']], [200, 'Mường Nhé'])
  })

  test('lets only one of two in that show it at once, and nobody later', async () => {
    const code = await codeOf(here)
    const answers = await Promise.all([enrol(code, newDevice()), enrol(code, newDevice())])
    assert.deepEqual(answers.map((each) => each.status).sort(), [200, 404])
    assert.deepEqual(nameOf(await enrol(code, newDevice())), [404, 'edge-code-unknown'])
  })

  test('ends after a day', async () => {
    const code = await codeOf(here)
    world.clock.advance(24 * hourMs + 1)
    assert.deepEqual(nameOf(await enrol(code, newDevice())), [404, 'edge-code-unknown'])
  })

  test('lets in no key whose owner did not sign', async () => {
    const code = await codeOf(here)
    assert.deepEqual(nameOf(await enrol(code, newDevice(), newDevice())), [401, 'edge-signature-wrong'])
    assert.equal((await enrol(code, newDevice())).status, 200)
  })

  test('is made by an administrator of the facility and by nobody else', async () => {
    const path = `/api/facilities/${here}/edge-codes`
    const refused = { label: 'X' }
    assert.equal((await hub.as(await administratorOf(elsewhere), 'POST', path, refused)).status, 404)
    const doctor = await world.actor(await world.person(here, 'doctor'))
    assert.equal((await hub.as(doctor, 'POST', path, refused)).status, 403)
  })
})

describe('a call of a gateway', () => {
  let device: DeviceUnderTest
  let edgeId: string
  before(async () => {
    device = newDevice()
    edgeId = await letIn(hub, world, here, device)
  })

  test('is answered when it is signed, and what it tells is shown to its facility alone', async () => {
    const body = beat(7)
    const answer = await hub.plain(beatPath, body, signedBy({ key: device.key, kid: edgeId }, beatPath, body, now()))
    assert.equal(answer.status, 200)
    const path = (facilityId: string) => `/api/facilities/${facilityId}/edges`
    const shown = await hub.as(await administratorOf(here), 'GET', path(here))
    const mine = (shown.body as { id: string; waitingCount: number; isSilent: boolean }[]).find((e) => e.id === edgeId)
    assert.deepEqual([mine?.waitingCount, mine?.isSilent], [7, false])
    const stranger = await administratorOf(elsewhere)
    assert.equal((await hub.as(stranger, 'GET', path(here))).status, 404)
    assert.deepEqual((await hub.as(stranger, 'GET', path(elsewhere))).body, [])
  })

  test('hears for whom an emergency is open, by the identifiers of its own facility alone', async () => {
    const patientId = await patientWith({ [here]: 'MN-1', [elsewhere]: 'XX-9' })
    urgent = [patientId]
    const body = beat()
    const answer = await hub.plain(beatPath, body, signedBy({ key: device.key, kid: edgeId }, beatPath, body, now()))
    assert.deepEqual(answer.body['urgentPatientIds'], ['MN-1'])
    assert.deepEqual(answer.body['worklist'], [{ patientId: 'MN-1', fullName: 'X', birthDate: null, sex: 'male' }])
    urgent = []
  })

  test('is told whose earlier images are wanted, until it says what it found', async () => {
    const patientId = await patientWith({ [here]: 'MN-2', [elsewhere]: 'XX-8' })
    const path = `/api/patients/${patientId}/priors`
    const doctor = await world.actor(await world.person(here, 'doctor'))
    assert.equal((await hub.as(doctor, 'POST', path, {})).status, 404)
    await world.sql('insert into records.care_link (patient_id, facility_id, since) values ($1, $2, now())', [
      patientId,
      here,
    ])
    const asked = await hub.as(doctor, 'POST', path, {})
    assert.equal(asked.status, 200)
    await hub.as(doctor, 'POST', path, {})
    const tell = async (priors: EdgeBeat['priors'], from = { key: device.key, kid: edgeId }) => {
      const body = { ...beat(), priors }
      const answer = await hub.plain(beatPath, body, signedBy(from, beatPath, body, now()))
      return answer.body['priors'] as { id: EdgeBeat['priors'][number]['id']; patientIds: string[] }[]
    }
    const [order, ...others] = await tell([])
    assert.deepEqual([order?.patientIds, others], [['MN-2'], []])
    const looked = [{ id: order?.id ?? newId(), foundCount: 2 }]
    // a gateway of another hospital neither hears of it nor ends it
    const stranger = newDevice()
    const theirs = { key: stranger.key, kid: await letIn(hub, world, elsewhere, stranger) }
    assert.deepEqual(await tell(looked, theirs), [])
    assert.equal((await tell([])).length, 1)
    assert.deepEqual(await tell(looked), [])
    const shown = await hub.as(doctor, 'GET', path)
    const mine = (shown.body as { state: string; foundCount: number }[]).find((each) => each.state === 'done')
    assert.equal(mine?.foundCount, 2)
    const foreign = await world.actor(await world.person(elsewhere, 'doctor'))
    assert.equal((await hub.as(foreign, 'POST', path, {})).status, 404)
    assert.equal((await hub.as(foreign, 'GET', path)).status, 404)
  })

  test('is refused when it comes a second time', async () => {
    const body = beat()
    const headers = signedBy({ key: device.key, kid: edgeId }, beatPath, body, now())
    assert.equal((await hub.plain(beatPath, body, headers)).status, 200)
    assert.deepEqual(nameOf(await hub.plain(beatPath, body, headers)), [401, 'edge-signature-wrong'])
  })

  test('is refused when it is older, or further ahead, than a minute, and says so', async () => {
    for (const off of [-61_000, 61_000]) {
      const body = beat()
      const headers = signedBy({ key: device.key, kid: edgeId }, beatPath, body, now() + off)
      assert.deepEqual(nameOf(await hub.plain(beatPath, body, headers)), [401, 'edge-clock-wrong'])
    }
  })

  test('is refused when another key, path, method or body was signed', async () => {
    const body = beat()
    const digest = digestOf(JSON.stringify(body))
    const call = { method: 'POST', path: beatPath, digest }
    const wrong = [
      signCall(newDevice().key, edgeId, call, now()),
      signCall(device.key, edgeId, { ...call, path: enrolment }, now()),
      signCall(device.key, edgeId, { ...call, method: 'GET' }, now()),
      signCall(device.key, edgeId, { ...call, digest: digestOf('{}') }, now()),
      signCall(device.key, edgeId, call, now()).replace(/\.[^.]+$/, '.AAAA'),
    ]
    for (const authorization of wrong)
      assert.deepEqual(nameOf(await hub.plain(beatPath, body, { authorization })), [401, 'edge-signature-wrong'])
    for (const authorization of ['', 'Bearer x', 'Tuyen-Device x.y.z'])
      assert.deepEqual(nameOf(await hub.plain(beatPath, body, { authorization })), [401, 'edge-unknown'])
  })

  test('leaves a row in the audit trail when it is refused, under no name that it only claimed', async () => {
    const rows = await world.sql(
      `select distinct problem from platform.audit_entry
       where endpoint = 'beat-edge' and actor_name = 'unproven gateway' order by 1`,
    )
    assert.deepEqual(
      rows.map((row) => row['problem']),
      ['edge-clock-wrong', 'edge-signature-wrong', 'edge-unknown'],
    )
  })

  test('is refused from the moment at which the gateway is revoked; a stranger cannot revoke it', async () => {
    const path = `/api/facilities/${here}/edges/${edgeId}/revoke`
    const theirs = `/api/facilities/${elsewhere}/edges/${edgeId}/revoke`
    const stranger = await administratorOf(elsewhere)
    assert.equal((await hub.as(stranger, 'POST', path, {})).status, 404)
    assert.equal((await hub.as(stranger, 'POST', theirs, {})).status, 404)
    assert.equal((await hub.as(await administratorOf(here), 'POST', path, {})).status, 200)
    const body = beat()
    const headers = signedBy({ key: device.key, kid: edgeId }, beatPath, body, now())
    assert.deepEqual(nameOf(await hub.plain(beatPath, body, headers)), [401, 'edge-unknown'])
  })
})
