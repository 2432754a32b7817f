import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { Emergency } from '#capabilities/consults/server/emergency-under-test.ts'
import { type Auth, createAuth } from '#capabilities/identity/server/index.ts'
import { FrameFiles, ImageSender, openTeachingDesk, PixelPool, ShareDesk } from '#capabilities/imaging/server/index.ts'
import { addressOf } from '#platform/contract/address.ts'
import type { Id } from '#platform/contract/id.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Config } from '#platform/server/config.ts'
import type { Handler } from '#platform/server/handler.ts'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { buildApp } from './build-app.ts'
import { allHandlers, permissions } from './capabilities.ts'
import { arrangeCase } from './case-under-test.ts'
import { edgeRows } from './edge-refusal-rows.ts'
import { imageRows } from './image-refusal-rows.ts'
import { peopleRows } from './people-refusal-rows.ts'
import { consultRows, type Ids, outsideRows, type Row, refused } from './refusal-rows.ts'

const roles = ['doctor', 'nurse', 'coordinator', 'administrator', 'technician', 'leader', 'ministry-viewer'] as const
const origin = 'https://tuyen.example'

let world: World
let here: Emergency
let app: FastifyInstance
let auth: Auth
let handlers: Handler[]
let leader: string
let imageFolder: string
let actor: Actor | null = null
const ids: Ids = {
  ...{ consultId: '' as Id<'consult'>, transferId: '' as Id<'transfer'>, deliveryId: '' },
  ...{
    sessionId: '',
    studyId: '',
    shareId: '',
    waitingStudyId: '',
    copyId: '',
    copyImageId: '',
    seriesId: '',
    instanceId: '',
    slideId: '',
    letterId: '',
    markId: '',
    keyImageId: '',
    documentId: '',
    facilityId: '',
    warningId: '',
  },
}

const now = () => new Date().toISOString()
const subject = () => ({ subjectKind: 'consult', subjectId: ids.consultId })
const patient = () => ({ fullName: 'Vừ A Dế', sex: 'male' })

/** One row for every endpoint; an endpoint without a row fails the test below. */
const matrix: Record<string, Row> = {
  'get-system-health': { input: () => ({}), foreign: 'no-trace' },
  'search-facilities': { input: () => ({ text: 'Mường' }), foreign: 'open' },
  'get-facility': { input: () => ({ facilityId: ids.facilityId }), foreign: 'open' },
  'get-network': { input: () => ({}), foreign: 'open' },
  'get-duty-now': { input: () => ({ facilityId: ids.facilityId }), foreign: 'open' },
  'list-pathways': { input: () => ({}), foreign: 'open' },
  'get-pathway': { input: () => ({ code: 'stroke', version: 1 }), foreign: 'open' },
  ...peopleRows(ids, () => here),
  ...edgeRows(ids, () => here.patientId),
  'list-accesses': refused(() => ({ patientId: here.patientId })),
  'create-patient': refused(() => ({ facilityId: ids.facilityId, ...patient() })),
  'search-patients': { input: () => ({ text: 'vu a de' }), foreign: 'no-trace' },
  'find-likely-duplicates': {
    input: () => ({ facilityId: ids.facilityId, ...patient(), birthYear: 1965 }),
    foreign: 'no-trace',
  },
  'get-patient': refused(() => ({ patientId: here.patientId })),
  'update-patient': refused(() => ({ patientId: here.patientId, ...patient() })),
  'record-observations': refused(() => ({
    patientId: here.patientId,
    values: [{ code: 'weight', valueNumber: 60, effectiveAt: now() }],
  })),
  'write-note': refused(() => ({ patientId: here.patientId, kind: 'history', text: 'x' })),
  'update-encounter': refused(() => ({
    ...{ patientId: here.patientId, facilityId: ids.facilityId, admissionNumber: null, department: '' },
    ...{ room: '', bed: '', diagnosis: '', admittedAt: null },
  })),
  'close-encounter': refused(() => ({ patientId: here.patientId, encounterId: newId(), endedAt: now() })),
  'cancel-identifier': refused(() => ({ patientId: here.patientId, identifierId: newId() })),
  'list-versions': refused(() => ({ patientId: here.patientId })),
  'protect-record': refused(() => ({
    ...{ patientId: here.patientId, kind: 'document', recordId: ids.documentId, category: 'HIV' },
  })),
  'unlock-record': refused(() => ({
    ...{ patientId: here.patientId, kind: 'document', recordId: ids.documentId, reason: 'Cần cho điều trị' },
  })),
  'break-glass': refused(() => ({
    ...{ facilityId: ids.facilityId, system: 'personal-id', value: '011065000001', reason: 'Hôn mê, cấp cứu' },
  })),
  'list-glass-uses': { input: () => ({}), foreign: 'no-trace' },
  'review-glass-use': refused(() => ({ breakGlassId: newId(), verdict: 'justified' })),
  'hold-by-identifier': refused(() => ({ system: 'personal-id', value: '011065004417', reason: 'Khiếu nại đang mở' })),
  'list-legal-holds': { input: () => ({}), foreign: 'no-trace' },
  'set-legal-hold': refused(() => ({ patientId: here.patientId, isHeld: true, reason: 'Khiếu nại đang mở' })),
  'get-document': refused(() => ({ patientId: here.patientId, documentId: ids.documentId })),
  'list-studies': refused(() => ({ patientId: here.patientId })),
  'list-waiting-studies': refused(() => ({ facilityId: ids.facilityId })),
  'match-study': refused(() => ({ studyId: ids.studyId, patientId: here.patientId })),
  ...imageRows(ids, () => here),
  'open-study': refused(() => ({ studyId: ids.studyId })),
  'list-images': refused(() => ({ studyId: ids.studyId })),
  'get-image-frame': refused(() => ({ studyId: ids.studyId, instanceId: ids.instanceId, frame: 1 })),
  'get-series-picture': refused(() => ({ studyId: ids.studyId, seriesId: ids.seriesId, kind: 'key' })),
  'get-upload': refused(() => ({ uploadId: newId() })),
  'approve-pathway': refused(() => ({ facilityId: ids.facilityId, code: 'stroke', version: 1 })),
  'get-run': refused(subject),
  'write-entries': refused(() => ({
    ...subject(),
    entries: [{ kind: 'item', code: 'consent', value: 'yes', basedOn: 0 }],
  })),
  'record-score': refused(() => ({ ...subject(), code: 'nihss' })),
  'calculate-dose': refused(() => ({ ...subject(), code: 'alteplase-stroke', typed: {} })),
  'check-dose': refused(() => ({ ...subject(), doseId: newId() })),
  'do-task': refused(() => ({ ...subject(), taskId: newId() })),
  'acknowledge-correction': refused(() => ({ ...subject(), correctionId: newId() })),
  'list-warnings': { input: () => ({}), foreign: 'no-trace' },
  'get-early-warning': refused(() => ({ patientId: here.patientId })),
  'acknowledge-warning': refused(() => ({ patientId: here.patientId, warningId: ids.warningId })),
  'list-due-tasks': { input: () => ({}), foreign: 'no-trace' },
  'list-early-warning-scores': { input: () => ({}), foreign: 'open' },
  'approve-score': refused(() => ({ facilityId: ids.facilityId, code: 'news2', version: 1 })),
  'get-session': refused(() => ({ sessionId: ids.sessionId })),
  ...consultRows(ids, () => here),
  ...outsideRows(),
  'make-share': refused(() => ({
    ...{ studyId: ids.studyId, seriesIds: null, madeFor: 'x', basis: 'written-request', reason: 'x', hours: 1 },
    ...{ isIdentified: false, mayDownload: false },
  })),
  'list-shares': refused(() => ({ studyId: ids.studyId })),
  'revoke-share': refused(() => ({ shareId: ids.shareId })),
}

async function callAs(who: Actor | null, handler: Handler, input: Record<string, unknown>, key?: string) {
  actor = who
  const { url, rest } = addressOf(handler.endpoint, input)
  const query = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)])).toString()
  const isGet = handler.endpoint.method === 'GET'
  return await app.inject({
    method: handler.endpoint.method,
    url: isGet && query ? `${url}?${query}` : url,
    headers: { origin, ...(key ? { 'idempotency-key': key } : {}) },
    ...(isGet ? {} : { payload: rest }),
  })
}

before(async () => {
  world = await createWorld()
  ;({ here, leader, imageFolder } = await arrangeCase(world, ids))
  auth = createAuth({
    databaseUrl: world.appUrl,
    secret: 'a secret for this test alone, long enough',
    publicUrl: origin,
  })
  handlers = allHandlers({
    auth,
    secret: 'x',
    isDemo: true,
    sender: new ImageSender(new FrameFiles(imageFolder), new PixelPool(1)),
    teaching: await openTeachingDesk(imageFolder),
    marking: { files: new FrameFiles(imageFolder), pool: new PixelPool(1) },
    outside: {
      shares: new ShareDesk(world.house),
      files: new FrameFiles(imageFolder),
      orthanc: null,
      pool: new PixelPool(1),
      maker: null,
    },
    signature: null,
    seal: null,
    push: { publicKey: null, hosts: ['push.example'] },
    channels: [],
  })
  const config = { PUBLIC_URL: origin, WEB_DIR: '/nowhere', DEMO: '1' } as Config
  const gate = { identify: async () => actor, permissions, origin }
  app = await buildApp({ config, house: world.house, gate, handlers, isReady: async () => [] })
})
after(async () => {
  await app.close()
  await auth.close()
  await world.close()
  await rm(imageFolder, { recursive: true })
})

describe('the refusal matrix', () => {
  test('every endpoint has a row, and every row an endpoint', () => {
    assert.deepEqual(handlers.map((each) => each.endpoint.name).sort(), Object.keys(matrix).sort())
  })

  test('nobody without a session gets anything but the sign-in', async () => {
    for (const handler of handlers) {
      const row = matrix[handler.endpoint.name]
      assert.ok(row)
      if (row.anyone) continue
      const answer = await callAs(null, handler, row.input())
      assert.equal(answer.statusCode, 401, `${handler.endpoint.name} answered a stranger: ${answer.body}`)
    }
  })

  for (const role of roles) {
    test(`a ${role} of a foreign hospital reaches nothing of the case`, async () => {
      const facility = await world.facility(`Foreign ${role}`)
      const foreign = await world.actor(await world.person(facility, role, 'stroke'))
      for (const handler of handlers) {
        const row = matrix[handler.endpoint.name]
        assert.ok(row)
        const answer = await callAs(foreign, handler, row.input())
        const said = `${handler.endpoint.name} as ${role}: ${answer.statusCode} ${answer.body}`
        if (row.foreign === 'refused') assert.ok([401, 403, 404].includes(answer.statusCode), said)
        else if (answer.statusCode !== 403) assert.equal(answer.statusCode, 200, said)
        if (row.nothing && answer.statusCode === 200) assert.deepEqual(answer.json(), row.nothing, said)
        const traces = [here.patientId, ids.consultId, ids.studyId, ids.warningId, 'Vừ A Dế'].filter((secret) =>
          answer.body.includes(secret),
        )
        assert.deepEqual(traces, [], said)
      }
    })
  }

  test('the same calls do reach the case for those who take part, so that the matrix can fail', async () => {
    const inside: Record<string, readonly string[]> = {
      [here.first]: [
        'get-consult',
        'get-patient',
        'list-studies',
        'get-desk',
        'list-messages',
        'get-early-warning',
        'list-images',
        'list-marks',
        'list-key-images',
        'get-key-picture',
        'get-image-frame',
        'get-series-picture',
        'get-slide-tile',
        'get-object-content',
      ],
      [here.asker]: ['list-due-tasks', 'list-warnings'],
      [leader]: ['list-legal-holds', 'count-open-reviews', 'list-overrides'],
    }
    for (const [person, names] of Object.entries(inside)) {
      const who = await world.actor(person)
      for (const name of names) {
        const handler = handlers.find((each) => each.endpoint.name === name)
        const row = matrix[name]
        assert.ok(handler && row)
        const answer = await callAs(who, handler, row.input())
        assert.equal(answer.statusCode, 200, `${name}: ${answer.body}`)
        if (row.nothing) assert.notDeepEqual(answer.json(), row.nothing, name)
        else if (row.foreign === 'no-trace')
          assert.ok(answer.body.includes(here.patientId) || answer.body.includes(ids.consultId), name)
      }
    }
    const hold = handlers.find((each) => each.endpoint.name === 'hold-by-identifier')
    assert.ok(hold)
    // it is found, and held already
    assert.equal(
      (await callAs(await world.actor(leader), hold, matrix['hold-by-identifier']?.input() ?? {})).statusCode,
      409,
    )
  })

  test('a secret that is shown once is not kept for who sends the command again', async () => {
    const once = handlers.filter((each) => each.endpoint.isShownOnce).map((each) => each.endpoint.name)
    assert.deepEqual(once.sort(), ['make-edge-code', 'make-share', 'reset-password'])
    const handler = handlers.find((each) => each.endpoint.name === 'make-share')
    assert.ok(handler)
    const key = newId()
    const answers = [1, 2].map(
      async () => await callAs(await world.actor(here.asker), handler, matrix['make-share']?.input() ?? {}, key),
    )
    const tokens = (await Promise.all(answers)).map((answer) => answer.json<{ token: string }>().token)
    assert.equal(new Set(tokens).size, 2)
    const kept = JSON.stringify(await world.sql('select * from platform.idempotency where key = $1', [key]))
    for (const token of tokens) assert.ok(token && !kept.includes(token), kept)
  })

  test('a call from another site is refused, whoever makes it', async () => {
    actor = await world.actor(here.first)
    const answer = await app.inject({
      method: 'POST',
      url: `/api/consults/${ids.consultId}/accept`,
      headers: { origin: 'https://evil.example' },
      payload: {},
    })
    assert.deepEqual([answer.statusCode, answer.json().name], [403, 'cross-site-request'])
  })

  test('every refusal of a foreign hospital is in the audit trail', async () => {
    const facility = await world.facility('Audited')
    const foreign = await world.actor(await world.person(facility, 'doctor'))
    const handler = handlers.find((each) => each.endpoint.name === 'get-patient')
    assert.ok(handler)
    await callAs(foreign, handler, { patientId: here.patientId })
    const rows = await world.sql('select outcome, problem, patient_id from platform.audit_entry where person_id = $1', [
      foreign.personId,
    ])
    assert.deepEqual(rows, [{ outcome: 'refused', problem: 'not-found', patient_id: here.patientId }])
  })
})
