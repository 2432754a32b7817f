import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#platform/server/new-id.ts'
import { Problem } from '#platform/server/problem.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { isKnownPushService, listMyRingDevices, savePushSubscription } from './push-subscriptions.ts'

const hosts = ['push.example', '*.notify.example']
const keys = { p256dh: 'x'.repeat(87), auth: 'x'.repeat(22) }

let world: World
let doctor: string
let colleague: string

before(async () => {
  world = await createWorld()
  const facility = await world.facility('Bạch Mai')
  doctor = await world.person(facility, 'doctor')
  colleague = await world.person(facility, 'doctor')
})
after(async () => await world.close())

const save = async (person: string, deviceId: string, endpoint: string) =>
  await world.as(person, async (tx, actor) => {
    return await savePushSubscription(tx, actor, { hosts, input: { deviceId, label: 'x', endpoint, ...keys } })
  })
const rings = async (person: string) =>
  (await world.as(person, listMyRingDevices)).devices.filter((each) => each.hasPush).map((each) => each.deviceId)

test('only push services that the installation knows are ever called, so that no address inside can be named', () => {
  for (const known of ['https://push.example/a', 'https://a.notify.example/b'])
    assert.equal(isKnownPushService(known, hosts), true, known)
  for (const other of [
    ...['http://push.example/a', 'https://push.example.evil.example/a', 'https://evilnotify.example/'],
    ...['https://127.0.0.1/', 'https://push.example@10.0.0.1/', 'https://10.0.0.1/#push.example'],
  ])
    assert.equal(isKnownPushService(other, hosts), false, other)
})

test('an address of another service is refused and nothing is kept', async () => {
  await assert.rejects(
    save(doctor, newId(), 'https://10.0.0.1/x'),
    (error: unknown) => error instanceof Problem && error.problem === 'push-service-unknown',
  )
  assert.deepEqual(await rings(doctor), [])
})

test('a browser belongs to whoever subscribed last', async () => {
  const shared = newId()
  await save(doctor, shared, 'https://push.example/browser')
  await save(colleague, shared, 'https://push.example/browser')
  assert.deepEqual([await rings(doctor), await rings(colleague)], [[], [shared]])
})

test('whoever knows the id of a device cannot take it from a colleague', async () => {
  const theirs = newId<'device'>()
  await save(colleague, theirs, 'https://push.example/phone')
  await save(doctor, theirs, 'https://push.example/elsewhere')
  assert.equal((await rings(colleague)).includes(theirs), true)
})
