// Runs alone: it ends processes and asks how soon they are back.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { newId } from '../platform/server/new-id.ts'
import { type GatewayUnderTest, openGateway } from '../platform/test/gateway-under-test.ts'
import { createPushReceiver } from '../platform/test/push-under-test.ts'
import { askEmergency, openStage, people, type Stage } from './stage.ts'
import { until } from './until.ts'

const backWithinMs = 30_000
const question = 'Có chỉ định tiêu sợi huyết không?'

let gateway: GatewayUnderTest
let stage: Stage
let asker: Page
let standIn: Page
let consultId: string
const receiver = createPushReceiver()

/** Lets the time of the ladder pass: everything that is due later is due that much earlier. */
const letPass = async (seconds: number) => {
  await stage.sql(
    `update consults.page set rings_at = rings_at - $2 * interval '1 second', next_send_at = next_send_at - $2 * interval '1 second'
     where consult_id = $1 and answer is null`,
    [consultId, seconds],
  )
  await stage.sql(
    `update consults.delivery set try_at = try_at - $2 * interval '1 second' where consult_id = $1 and sent_at is null`,
    [consultId, seconds],
  )
  await stage.sql(
    "update consults.consult set backup_due_at = backup_due_at - $2 * interval '1 second' where id = $1",
    [consultId, seconds],
  )
}

const deliveries = async (channel: string) =>
  await stage.sql(
    'select p.position, d.* from consults.delivery d join consults.page p on p.id = d.page_id where d.consult_id = $1 and d.channel = $2',
    [consultId, channel],
  )

before(async () => {
  gateway = await openGateway()
  gateway.answers = (path) => (path === '/sms' ? 503 : 201)
  stage = await openStage({
    PUSH_HOSTS: gateway.url,
    SMS_GATEWAY_URL: `${gateway.url}/sms`,
    SMS_GATEWAY_TOKEN: 'a-token-for-this-story',
    VOICE_GATEWAY_URL: `${gateway.url}/voice`,
    VOICE_GATEWAY_TOKEN: 'a-token-for-this-story',
  })
  asker = await stage.enter(people.asker)
  await stage.sql(
    `insert into identity.push_subscription (person_id, device_id, label, endpoint, p256dh, auth, created_at)
     select id, $2, 'Android, Chrome', $3, $4, $5, now() from identity.login where email = $1`,
    [people.first, newId(), `${gateway.url}/push/first`, receiver.p256dh, receiver.auth],
  )
})
after(async () => {
  await stage.close()
  await gateway.close()
})

describe('nobody at the first hospital has the app open, SMS is down, processes are killed', () => {
  test('web push leaves at once, encrypted for the one browser, and says nothing of the patient', async () => {
    consultId = await askEmergency(asker, question)
    const push = await until(
      'the push',
      () => gateway.received.find((each) => each.path === '/push/first'),
      backWithinMs,
    )
    const message = JSON.parse(receiver.open(push.body)) as { title: string; text: string; receiptUrl: string }
    assert.equal(message.title, 'CẤP CỨU · Đột quỵ')
    for (const word of ['VỪ', 'Mường Nhé', 'tiêu sợi huyết', consultId])
      assert.equal(JSON.stringify(message).includes(word), false, word)
    const answer = await fetch(message.receiptUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ state: 'delivered' }),
    })
    assert.equal(answer.status, 200)
    await asker.getByText(/Thông báo đẩy, Android, Chrome: đã tới/).waitFor()
  })

  test('SMS is tried and is down; the asker sees it; the server and the worker are killed meanwhile', async () => {
    await letPass(31)
    await until('a try by SMS', () => gateway.received.some((each) => each.path === '/sms'), backWithinMs)
    stage.stack.kill('worker', 'SIGKILL')
    stage.stack.kill('server', 'SIGKILL')
    await asker.getByText(/SMS: đang thử lại, cổng từ chối \(503\)/).waitFor({ timeout: backWithinMs })
  })

  test('the second, the team and the coordinator are rung in turn; nobody answers', async () => {
    await letPass(90)
    await until(
      'the third rung',
      async () => (await deliveries('sms')).some((row) => row['position'] === 'coordinator'),
      backWithinMs,
    )
    stage.stack.kill('worker', 'SIGKILL')
    await letPass(60)
  })

  test('the backup hospital rings, and its doctor answers with one press', async () => {
    standIn = await stage.enter(people.standIn)
    await standIn.getByRole('article', { name: 'Đang gọi bác sĩ' }).waitFor({ timeout: backWithinMs })
    await standIn.getByRole('button', { name: 'Tiếp nhận, mở ca' }).click()
    await standIn.waitForURL(new RegExp(consultId))
    await asker
      .getByText(/BV Việt Đức/)
      .first()
      .waitFor()
    const [row] = await stage.sql(
      'select n.short_name from consults.consult c join network.facility_name n on n.facility_id = c.supporting_facility_id and n.valid_to is null where c.id = $1',
      [consultId],
    )
    assert.equal(row?.['short_name'], 'BV Việt Đức')
  })

  test('the story of who was tried, when and how is on the case', async () => {
    await standIn.getByText('Dự phòng').first().waitFor()
    await asker.reload()
    const ladder = asker
      .getByRole('region', { name: 'Đang gọi ai' })
      .or(asker.locator('section', { hasText: 'Đang gọi ai' }))
    for (const name of ['Trịnh Hải Đăng', 'Vũ Thu Hạnh', 'Ngô Bảo Trâm', 'Đinh Lan Chi', 'Nguyễn Hữu Thịnh'])
      await ladder.getByText(new RegExp(name)).first().waitFor()
    await ladder
      .getByText(/SMS: (đang thử lại|không tới), cổng từ chối \(503\)/)
      .first()
      .waitFor()
    await asker
      .getByText(/đã tiếp nhận/)
      .first()
      .waitFor()
  })

  test('after the answer nobody is rung any more, though much is due', async () => {
    const rungSoFar = gateway.received.length
    await letPass(300)
    const sealed = async () => Number((await stage.sql('select max(seq) as seq from platform.audit_link'))[0]?.['seq'])
    const from = await sealed()
    await asker.reload()
    await asker
      .getByText(/đã tiếp nhận/)
      .first()
      .waitFor()
    // the worker seals what was just read less often than it looks after ladders
    await until('a round of the worker', async () => (await sealed()) > from, backWithinMs)
    assert.equal(gateway.received.length, rungSoFar)
    const [row] = await stage.sql(
      "select count(*)::int as n from consults.delivery where consult_id = $1 and sent_at is null and failed_at is null and channel = 'voice'",
      [consultId],
    )
    assert.equal(row?.['n'], 0)
  })

  test('no page asked for anything that the content security policy refuses', () => {
    assert.deepEqual(stage.refused, [])
  })
})
