import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CDPSession, Page } from 'playwright-core'
import { newId } from '../platform/server/new-id.ts'
import { type GatewayUnderTest, openGateway } from '../platform/test/gateway-under-test.ts'
import { createPushReceiver } from '../platform/test/push-under-test.ts'
import { askEmergency, openStage, people, type Stage } from './stage.ts'

// The push service is the one part that is not real: what it would hand to the browser is handed over here, by the
// browser's own developer protocol, after it was opened with the keys of the subscription.

let gateway: GatewayUnderTest
let stage: Stage
let asker: Page
let phone: Page
let worker: CDPSession
let registrationId: string
let pushed: string
const receiver = createPushReceiver()

before(async () => {
  gateway = await openGateway()
  stage = await openStage({ PUSH_HOSTS: gateway.url })
  asker = await stage.enter(people.asker)
  phone = await stage.enter(people.first, { width: 390, height: 844, hasTouch: true, serviceWorkers: 'allow' })
  await phone.context().grantPermissions(['notifications'])
  await phone.evaluate(async () => void (await navigator.serviceWorker.ready))
  worker = await phone.context().newCDPSession(phone)
  const registered = new Promise<string>((resolve) => {
    worker.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [mine] = registrations
      if (mine) resolve(mine.registrationId)
    })
  })
  await worker.send('ServiceWorker.enable')
  registrationId = await registered
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

test('an emergency leaves as a push that only the one browser can read', async () => {
  const came = new Promise<void>((resolve) => {
    gateway.answers = () => {
      setImmediate(resolve)
      return 201
    }
  })
  await askEmergency(asker, 'Có chỉ định tiêu sợi huyết không?')
  await came
  const [push] = gateway.received
  assert.ok(push)
  pushed = receiver.open(push.body)
})

test('that it is shown is on the case of those who wait', async () => {
  await worker.send('ServiceWorker.deliverPushMessage', { origin: stage.url, registrationId, data: pushed })
  await asker.getByText(/Thông báo đẩy, Android, Chrome: đã tới/).waitFor()
})

test('the browser shows it until it is pressed, without a word about the patient', async () => {
  // asked once, and after the receipt: Chromium forgets a notification that is asked for while it is being shown
  const notification = await phone.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    const [shown] = await registration.getNotifications()
    return shown && { title: shown.title, body: shown.body, requireInteraction: shown.requireInteraction }
  })
  assert.ok(notification)
  assert.equal(notification.title, 'CẤP CỨU · Đột quỵ')
  assert.equal(notification.requireInteraction, true)
  for (const word of ['VỪ', 'Mường Nhé', 'tiêu sợi huyết'])
    assert.equal(JSON.stringify(notification).includes(word), false, word)
})

test('no page asked for anything that the content security policy refuses', () => {
  assert.deepEqual(stage.refused, [])
})
