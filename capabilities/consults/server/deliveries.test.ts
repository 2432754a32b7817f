import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Channel } from '#platform/server/channels/channel.ts'
import { newId } from '#platform/server/new-id.ts'
import { refusal } from '#platform/test/refusal.ts'
import { DeliveryLane } from './deliver.ts'
import { noteReceipt } from './note-receipt.ts'
import { accept, climb, openPost, openScene, phoneOf, pushOf, read, ringAnew, scene } from './paging-under-test.ts'

before(openScene)
after(async () => await scene.world.close())
beforeEach(ringAnew)

describe('reaching people outside the app', () => {
  test('web push at once on each browser, SMS after thirty seconds, a call after four minutes; no word about the patient', async () => {
    await phoneOf(scene.here.first, '0912 345 678')
    await pushOf(scene.here.first, 'phone')
    await pushOf(scene.here.first, 'desk')
    const { letters, deliver } = openPost()
    await climb()
    await deliver()
    assert.deepEqual(
      letters.map(({ kind }) => kind),
      ['push', 'push'],
    )
    scene.world.clock.advance(30_000)
    await climb()
    await deliver()
    assert.deepEqual(
      letters.slice(2).map(({ kind, target }) => [kind, target.kind === 'phone' && target.number]),
      [['sms', '0912345678']],
    )
    scene.world.clock.advance(210_000)
    await climb()
    await deliver()
    assert.ok(
      letters.some(({ kind, target }) => kind === 'voice' && target.kind === 'phone' && target.number === '0912345678'),
    )
    const said = JSON.stringify(letters.map(({ message }) => message))
    for (const word of ['VỪ A DẾ', 'Mường Nhé', 'tiêu sợi huyết', scene.consultId])
      assert.equal(said.includes(word), false, word)
    const mine = (await read(scene.here.asker)).pages.find((page) => page.person.id === scene.here.first)
    assert.deepEqual(
      mine?.deliveries.map(({ channel, device, sentAt }) => [channel, device, sentAt !== null]),
      [
        ['push', 'phone', true],
        ['push', 'desk', true],
        ['sms', null, true],
        ['voice', null, true],
      ],
    )
  })

  test('after the answer nothing more is sent, not even what was due already', async () => {
    await phoneOf(scene.here.first, '0912 345 678')
    const { letters, deliver } = openPost()
    scene.world.clock.advance(30_000)
    await climb()
    await accept(scene.here.first)
    await deliver()
    scene.world.clock.advance(300_000)
    await deliver()
    assert.deepEqual(letters, [])
  })

  test('what was taken but has not left when somebody answers stays here', async () => {
    await pushOf(scene.here.first, 'phone')
    await climb()
    const encrypted = Promise.withResolvers<void>()
    const left: boolean[] = []
    const send: Channel['send'] = async (_message, _target, isWanted) => {
      await encrypted.promise
      left.push(isWanted())
      return { is: left[0] ? 'sent' : 'unwanted' }
    }
    const post = { channels: { push: { atOnce: 10, send } }, publicUrl: 'https://tuyen.example' }
    const lane = new DeliveryLane(scene.world.house, post, 'push')
    await lane.take()
    await lane.lookAgain(new Set([scene.consultId]))
    await accept(scene.here.first)
    await lane.lookAgain(new Set([scene.consultId]))
    encrypted.resolve()
    await lane.settle()
    assert.deepEqual(left, [false])
    const [row] = await scene.world.sql('select sent_at, failure from consults.delivery')
    assert.deepEqual(row, { sent_at: null, failure: 'answered' })
  })

  test('two workers at once send each message once', async () => {
    await pushOf(scene.here.first, 'phone')
    const { letters, deliver } = openPost()
    await climb()
    await Promise.all([deliver(), deliver(), deliver()])
    assert.equal(letters.length, 1)
  })

  test('what a worker took and never finished is sent again by the next', async () => {
    await pushOf(scene.here.first, 'phone')
    await climb()
    await scene.world.sql("update consults.delivery set attempts = 1, try_at = $1 where channel = 'push'", [
      new Date(scene.world.clock.now().getTime() + 15_000),
    ])
    const { letters, deliver } = openPost()
    await deliver()
    assert.equal(letters.length, 0)
    scene.world.clock.advance(15_000)
    await deliver()
    assert.equal(letters.length, 1)
  })

  test('a channel that is down is tried four times, said on the case, and holds up no other', async () => {
    await phoneOf(scene.here.first, '0912 345 678')
    await pushOf(scene.here.first, 'phone')
    const { letters, deliver } = openPost(({ kind }) =>
      kind === 'sms' ? { is: 'failed', reason: 'no-answer' } : { is: 'sent' },
    )
    for (let second = 0; second < 100; second += 1) {
      await climb()
      await deliver()
      scene.world.clock.advance(1000)
    }
    const mine = (await read(scene.here.asker)).pages.find((page) => page.person.id === scene.here.first)
    const sms = mine?.deliveries.find((each) => each.channel === 'sms')
    assert.deepEqual([sms?.failure, sms?.sentAt, sms?.failedAt !== null], ['no-answer', null, true])
    assert.equal(letters.filter(({ kind, target }) => kind === 'sms' && target.kind === 'phone').length, 4)
    assert.equal(letters.filter(({ kind }) => kind === 'push').length, 1)
  })

  test('a browser that is gone is not asked again, in the next emergency either', async () => {
    await pushOf(scene.here.first, 'phone')
    const { letters, deliver } = openPost(() => ({ is: 'gone', reason: 'refused 410' }))
    await climb()
    await deliver()
    await scene.world.sql("update consults.consult set status = 'cancelled' where id = $1", [scene.consultId])
    scene.consultId = await scene.here.ask()
    await climb()
    await deliver()
    assert.equal(letters.length, 1)
    const mine = (await read(scene.here.asker)).pages.find((page) => page.person.id === scene.here.first)
    assert.deepEqual(
      mine?.deliveries.map((each) => each.failure),
      ['no-subscription'],
    )
  })

  test('a receipt counts with the token of its delivery alone', async () => {
    await pushOf(scene.here.first, 'phone')
    const { letters, deliver } = openPost()
    await climb()
    await deliver()
    const [, deliveryId = '', token = ''] =
      /deliveries\/([^/]+)\/receipts\/(.+)$/.exec(letters[0]?.message.receiptUrl ?? '') ?? []
    const receive = async (with_: string) =>
      await noteReceipt(
        // the handler uses these two alone
        { house: scene.world.house, actor: await scene.world.actor(scene.here.stranger) } as Parameters<
          typeof noteReceipt
        >[0],
        { deliveryId, token: with_, state: 'delivered' },
      )
    await assert.rejects(receive(newId()), refusal('not-found'))
    await receive(token)
    const [sent] =
      (await read(scene.here.asker)).pages.find((page) => page.person.id === scene.here.first)?.deliveries ?? []
    assert.notEqual(sent?.deliveredAt, null)
  })

  test('a stranger of another hospital reads nothing of who was tried', async () => {
    await climb()
    for (const table of ['delivery', 'routing', 'call', 'page'] as const) {
      const rows = await scene.world.as(
        scene.here.stranger,
        async (tx) => await tx.selectFrom(`consults.${table}`).select('id').execute(),
      )
      assert.deepEqual(rows, [], table)
    }
  })
})
