import assert from 'node:assert/strict'
import { createPublicKey, createVerify } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, afterEach, before, describe, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import webPush from 'web-push'
import { type GatewayUnderTest, openGateway } from '../../test/gateway-under-test.ts'
import { createPushReceiver } from '../../test/push-under-test.ts'
import type { Message } from './channel.ts'
import { gatewayChannel } from './http-gateway.ts'
import { mailChannel } from './mail.ts'
import { webPushChannel } from './web-push.ts'

const message: Message = {
  id: '01980000-0000-7000-8000-000000000001',
  title: 'CẤP CỨU · Đột quỵ',
  text: 'Kíp trực được gọi.',
  url: 'https://tuyen.example/',
  language: 'vi',
  receiptUrl: 'https://tuyen.example/api/deliveries/x/receipts/y',
  isUrgent: true,
}

const always = () => true

let gateway: GatewayUnderTest
before(async () => {
  gateway = await openGateway()
})
afterEach(() => {
  gateway.received.length = 0
  gateway.answers = () => 201
})
after(async () => await gateway.close())

describe('web push', () => {
  const keys = webPush.generateVAPIDKeys()
  const channel = webPushChannel({ ...keys, subject: 'https://tuyen.example' })
  after(() => channel.close?.())
  const receiver = createPushReceiver()
  const target = () => ({
    kind: 'push' as const,
    endpoint: `${gateway.url}/push/1`,
    p256dh: receiver.p256dh,
    auth: receiver.auth,
  })

  test('only the browser that subscribed can read it, and the push service sees that it is urgent', async () => {
    assert.deepEqual(await channel.send(message, target(), always), { is: 'sent' })
    const [got] = gateway.received
    assert.ok(got)
    assert.equal(got.body.includes(Buffer.from('quỵ')), false)
    const read = JSON.parse(receiver.open(got.body)) as Record<string, unknown>
    assert.equal(read['title'], message.title)
    assert.equal(read['receiptUrl'], message.receiptUrl)
    assert.equal(got.headers['urgency'], 'high')
    assert.equal(got.headers['content-encoding'], 'aes128gcm')
    assert.throws(() => createPushReceiver().open(got.body))
  })

  test('a ring is kept five minutes for a telephone that is off, what is no emergency a day', async () => {
    await channel.send(message, target(), always)
    await channel.send({ ...message, isUrgent: false }, target(), always)
    assert.deepEqual(
      gateway.received.map(({ headers }) => [headers['ttl'], headers['urgency']]),
      [
        ['300', 'high'],
        ['86400', 'normal'],
      ],
    )
  })

  test('what somebody has answered meanwhile does not leave', async () => {
    assert.deepEqual(await channel.send(message, target(), () => false), { is: 'unwanted' })
    assert.equal(gateway.received.length, 0)
  })

  test('keys that are no keys fail this message alone', async () => {
    const broken = { ...target(), p256dh: 'AAAA' }
    assert.deepEqual(
      await Promise.all([channel.send(message, broken, always), channel.send(message, target(), always)]),
      [{ is: 'failed', reason: 'no-answer' }, { is: 'sent' }],
    )
  })

  test('the push service can tell by the signature who sends', async () => {
    await channel.send(message, target(), always)
    const header = String(gateway.received[0]?.headers['authorization'])
    const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(header) ?? []
    assert.equal(key, keys.publicKey)
    const [head = '', claims = '', signature = ''] = token.split('.')
    const raw = Buffer.from(key, 'base64url')
    const publicKey = createPublicKey({
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: raw.subarray(1, 33).toString('base64url'),
        y: raw.subarray(33).toString('base64url'),
      },
      format: 'jwk',
    })
    const verify = createVerify('SHA256').update(`${head}.${claims}`)
    assert.ok(
      verify.verify({ key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')),
      'the token is not signed with the key of this installation',
    )
    const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string }
    assert.equal(said.aud, gateway.url)
  })

  test('a browser that is gone is told apart from a service that is down', async () => {
    gateway.answers = () => 410
    assert.deepEqual(await channel.send(message, target(), always), { is: 'gone', reason: 'refused 410' })
    gateway.answers = () => 503
    assert.deepEqual(await channel.send(message, target(), always), { is: 'failed', reason: 'refused 503' })
    const nowhere = { ...target(), endpoint: 'http://127.0.0.1:9/x' }
    assert.deepEqual(await channel.send(message, nowhere, always), { is: 'failed', reason: 'no-answer' })
  })
})

describe('SMS and calls', () => {
  const sms = () => gatewayChannel({ url: `${gateway.url}/sms`, token: 'a-token', kind: 'sms' })
  const phone = { kind: 'phone' as const, number: '+84912000000' }

  test('the gateway gets number, text, receipt address, and a key by which it drops a second copy', async () => {
    assert.deepEqual(await sms().send(message, phone, always), { is: 'sent' })
    const [got] = gateway.received
    assert.equal(got?.headers['authorization'], 'Bearer a-token')
    assert.equal(got?.headers['idempotency-key'], message.id)
    const body = JSON.parse(String(got?.body)) as Record<string, string>
    assert.deepEqual([body['to'], body['receiptUrl']], [phone.number, message.receiptUrl])
    assert.match(body['text'] ?? '', /^CẤP CỨU · Đột quỵ\. .+ https:\/\/tuyen\.example\/$/)
  })

  test('a number that will never work is told apart from a gateway that is down', async () => {
    gateway.answers = () => 422
    assert.deepEqual(await sms().send(message, phone, always), { is: 'gone', reason: 'refused 422' })
    gateway.answers = () => 500
    assert.deepEqual(await sms().send(message, phone, always), { is: 'failed', reason: 'refused 500' })
  })

  test('what is spoken has no address in it', async () => {
    const voice = gatewayChannel({ url: `${gateway.url}/voice`, token: 'a-token', kind: 'voice' })
    await voice.send(message, phone, always)
    assert.equal(String(gateway.received[0]?.body).includes('tuyen.example/"'), false)
    const body = JSON.parse(String(gateway.received[0]?.body)) as Record<string, string>
    assert.equal(body['text'], 'CẤP CỨU · Đột quỵ. Kíp trực được gọi.')
  })
})

test('e-mail goes through an SMTP server, and a refused address is told apart from a server that is down', async () => {
  const letters: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('nobody') ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        letters.push(Buffer.concat(chunks).toString())
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const mail = mailChannel({ url: `smtp://127.0.0.1:${port}`, from: 'tuyen@tuyen.example' })
  assert.deepEqual(await mail.send(message, { kind: 'email', address: 'dang@bachmai.demo' }, always), { is: 'sent' })
  assert.match(letters[0] ?? '', /^Message-ID: <01980000-0000-7000-8000-000000000001@tuyen>$/m)
  assert.deepEqual(await mail.send(message, { kind: 'email', address: 'nobody@bachmai.demo' }, always), {
    is: 'gone',
    reason: 'refused 550',
  })
  mail.close?.()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  const away = mailChannel({ url: `smtp://127.0.0.1:${port}`, from: 'tuyen@tuyen.example' })
  assert.deepEqual(await away.send(message, { kind: 'email', address: 'dang@bachmai.demo' }, always), {
    is: 'failed',
    reason: 'no-answer',
  })
  away.close?.()
})
