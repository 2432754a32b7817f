import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { milestonesOf } from '#capabilities/pathways/server/index.ts'
import { patientBriefs } from '#capabilities/records/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { arriveTransfer, confirmBed, refuseTransfer } from './answer-transfer.ts'
import { concludeConsult } from './conclude-consult.ts'
import { decideConsult } from './decide-consult.ts'
import { getTransfer, listTransfers } from './get-transfer.ts'
import { recordOutcome } from './record-outcome.ts'
import { cancelTransfer, departTransfer, noteAmbulance } from './send-transfer.ts'
import { writeHandoverSignature } from './sign-handover.ts'
import { arrangeTransfer, type TransferStage, wholeHandover } from './transfer-under-test.ts'
import { writeHandover } from './write-handover.ts'

let world: World
let here: TransferStage
let transferId: Id<'transfer'>

const read = async (person: string) =>
  await world.as(person, async (tx, actor) => await getTransfer(tx, actor, { transferId }))
const seesPatient = async (person: string) =>
  await world.as(person, async (tx) => (await patientBriefs(tx, [here.patientId])).size === 1)
const bed = async (person: string) =>
  await world.as(person, async (tx, actor) => {
    return await confirmBed(tx, actor, { transferId, ward: 'Trung tâm Đột quỵ', bed: '12' })
  })
const refuse = async (person: string) =>
  await world.as(
    person,
    async (tx, actor) => await refuseTransfer(tx, actor, { transferId, reason: 'Hết giường hồi sức' }),
  )
const depart = async (person: string) =>
  await world.as(person, async (tx, actor) => {
    const road = { transport: 'Xe cứu thương', escortName: 'Bế Thị Mừng', escortTitle: 'Điều dưỡng' }
    return await departTransfer(tx, actor, { transferId, ...road })
  })
const arrive = async (person: string, at?: string) =>
  await world.as(person, async (tx, actor) => {
    return await arriveTransfer(tx, actor, { transferId, ...(at ? { at: at as never } : {}) })
  })
const write = async (person: string, basedOn = 0, content = wholeHandover) =>
  await world.as(person, async (tx, actor) => await writeHandover(tx, actor, { transferId, basedOn, content }))
const sign = async (person: string, version = 1) =>
  await world.as(person, async (tx, actor) => await writeHandoverSignature(tx, actor, { transferId, version }))
const minutes = (n: number) => world.clock.advance(n * 60_000)

beforeEach(async () => {
  world = await createWorld()
  here = await arrangeTransfer(world)
  transferId = (await here.move()).transferId
})
afterEach(async () => await world.close())

describe('a transfer', () => {
  test('goes from the asking to the arrival, and each step is a milestone in the one ledger', async () => {
    minutes(3)
    await bed(here.receiver)
    minutes(20)
    await world.as(here.asker, async (tx, actor) => await noteAmbulance(tx, actor, { transferId }))
    minutes(5)
    await depart(here.asker)
    minutes(90)
    await arrive(here.receiver)
    const found = await read(here.asker)
    assert.deepEqual([found.status, found.ward, found.bed], ['arrived', 'Trung tâm Đột quỵ', '12'])
    const ledger = await world.as(here.asker, async (tx) => await milestonesOf(tx, 'consult', [here.consultId]))
    const codes = ['transfer-requested', 'ambulance-arrived', 'door-out', 'hub-door']
    const passed = ledger.get(here.consultId) ?? []
    assert.deepEqual(
      codes.map((code) => passed.find((each) => each.code === code)?.occurredAt.slice(11, 16)),
      ['06:00', '06:23', '06:28', '07:58'],
    )
  })

  test('shows the record to those on duty at the receiving hospital from the moment it is asked, and not to others', async () => {
    assert.equal(await seesPatient(here.receiver), true)
    assert.equal(await seesPatient(here.dayDoctor), false)
    assert.equal(await seesPatient(here.stranger), false)
    minutes(24 * 60 + 1)
    assert.equal(await seesPatient(here.receiver), false)
  })

  test('makes the receiving hospital a treating one at the arrival, not before', async () => {
    await bed(here.receiver)
    await depart(here.asker)
    assert.equal(await seesPatient(here.dayDoctor), false)
    await arrive(here.receiver)
    assert.equal(await seesPatient(here.dayDoctor), true)
  })

  test('that is refused goes back with its reason, and the sight of the record ends', async () => {
    await refuse(here.receiver)
    const found = await read(here.asker)
    assert.deepEqual([found.status, found.refusalReason], ['refused', 'Hết giường hồi sức'])
    assert.equal(await seesPatient(here.receiver), false)
    const hint = world.hints.findLast((each) => each.type === 'transfer-changed')
    assert.ok(hint)
    assert.ok(world.hints.some((each) => each.topic === `facility/${here.asking}` && each.type === 'transfer-changed'))
    await assert.rejects(read(here.dayDoctor), refusal('not-found'))
    assert.equal((await read(here.receiver)).refusalReason, 'Hết giường hồi sức')
  })

  test('is open once at a time, and another hospital can be asked after a refusal', async () => {
    await assert.rejects(here.move(), refusal('transfer-already-open'))
    await refuse(here.receiver)
    await here.move()
  })

  test('is hidden from a third hospital', async () => {
    await assert.rejects(read(here.stranger), refusal('not-found'))
    await assert.rejects(bed(here.stranger), refusal('not-found'))
    const list = await world.as(here.stranger, async (tx, actor) => await listTransfers(tx, actor, {}))
    assert.deepEqual(list, [])
  })

  test('is answered by the receiving side alone, and sent by the asking side alone', async () => {
    await assert.rejects(bed(here.asker), refusal('not-the-receiving-side'))
    await bed(here.receiver)
    await assert.rejects(depart(here.receiver), refusal('not-the-treating-side'))
    await assert.rejects(bed(here.receiver), refusal('transfer-not-open'))
  })

  test('cannot depart without a bed, nor arrive before it departs', async () => {
    await assert.rejects(depart(here.asker), refusal('transfer-not-open'))
    await bed(here.receiver)
    await assert.rejects(arrive(here.receiver), refusal('transfer-not-open'))
    await depart(here.asker)
    await assert.rejects(arrive(here.receiver, '2026-11-22T05:00:00.000Z'), refusal('times-out-of-order'))
    await assert.rejects(arrive(here.receiver, '2026-11-22T09:00:00.000Z'), refusal('time-in-the-future'))
  })

  test('of two who confirm and refuse at once, one wins', async () => {
    const pressed = await Promise.allSettled([bed(here.receiver), bed(here.dayDoctor)])
    assert.deepEqual(pressed.map((each) => each.status).sort(), ['fulfilled', 'rejected'])
  })

  test('is cancelled with a reason by the asking side', async () => {
    await world.as(
      here.asker,
      async (tx, actor) => await cancelTransfer(tx, actor, { transferId, reason: 'Gia đình đổi ý' }),
    )
    assert.equal((await read(here.asker)).cancelReason, 'Gia đình đổi ý')
    assert.equal(await seesPatient(here.receiver), false)
  })

  test('that is still open is called off when the patient dies', async () => {
    await bed(here.receiver)
    await world.as(here.first, async (tx, actor) => {
      const advice = { conclusion: 'Chuyển', nextTreatment: 'Chuyển', certainty: 'high' as const }
      return await concludeConsult(tx, actor, { consultId: here.consultId, ...advice })
    })
    await world.as(here.asker, async (tx, actor) => {
      const choice = { conclusionVersion: 1, choice: 'accepted' as const, reason: '' }
      await decideConsult(tx, actor, { consultId: here.consultId, ...choice })
      await recordOutcome(tx, actor, { consultId: here.consultId, result: 'died', detail: '' })
    })
    const found = await read(here.asker)
    assert.deepEqual([found.status, found.cancelReason], ['cancelled', 'died'])
    await assert.rejects(depart(here.asker), refusal('transfer-not-open'))
    await assert.rejects(here.move(), refusal('transfer-not-advised'))
  })
})

describe('the handover', () => {
  test('is written and signed at both ends, and both persons are named', async () => {
    await write(here.asker)
    await sign(here.asker)
    await bed(here.receiver)
    await depart(here.asker)
    await assert.rejects(write(here.receiver), refusal('patient-not-arrived'))
    await arrive(here.receiver)
    await write(here.receiver)
    await sign(here.receiver)
    const found = await read(here.receiver)
    assert.deepEqual([found.out?.signedBy?.id, found.in?.signedBy?.id], [here.asker, here.receiver])
  })

  test('cannot be signed while vital signs are missing without a reason', async () => {
    const vitals = { ...wholeHandover.vitals, temperature: null }
    await write(here.asker, 0, { ...wholeHandover, vitals })
    await assert.rejects(sign(here.asker), refusal('handover-incomplete'))
    await write(here.asker, 1, { ...wholeHandover, vitals, vitalsNote: 'Không có nhiệt kế trên xe' })
    await sign(here.asker, 2)
    await assert.rejects(sign(here.asker, 2), refusal('already-signed'))
  })

  test('does not overwrite what a colleague has just written, and a signature holds for its version alone', async () => {
    await write(here.asker)
    await assert.rejects(write(here.asker, 0), refusal('answer-changed-meanwhile'))
    await sign(here.asker)
    await write(here.asker, 1, { ...wholeHandover, lines: 'Đường truyền tay trái' })
    assert.equal((await read(here.asker)).out?.signedBy, null)
  })

  test('is hidden from whoever refused the patient', async () => {
    await write(here.asker)
    await refuse(here.receiver)
    const rows = await world.as(
      here.dayDoctor,
      async (tx) => await tx.selectFrom('consults.handover').selectAll().execute(),
    )
    assert.deepEqual(
      rows.filter((row) => row.transfer_id === transferId),
      [],
    )
  })
})
