import { Agent, request } from 'undici'
import webPush from 'web-push'
import { type Channel, type Message, type Sent, sendTimeoutMs, type Target } from './channel.ts'
import { PushEncryption } from './push-encryption.ts'

/** The keys by which push services know this installation (VAPID, RFC 8292), and whom they may ask about it. */
export type Vapid = { publicKey: string; privateKey: string; subject: string }

/** How long a push service keeps a ring for a phone without a link; a later one would ring for nothing. */
const keepSeconds = 300
/** How long it keeps what is no emergency: a telephone that was off overnight still hears of it. */
const keepCalmSeconds = 24 * 60 * 60
const atOnce = 100
/** How long a signature is used again; it holds for twelve hours. */
const signedForMs = 60 * 60 * 1000

/** Web push: the message is encrypted for the one browser (RFC 8291), so that the push service reads nothing. */
export function webPushChannel(vapid: Vapid): Channel {
  const agent = new Agent({ connections: atOnce, headersTimeout: sendTimeoutMs, connect: { timeout: sendTimeoutMs } })
  const signed = new Map<string, { header: string; until: number }>()
  const headerFor = (endpoint: string): string => {
    const { origin } = new URL(endpoint)
    const known = signed.get(origin)
    if (known && known.until > Date.now()) return known.header
    const { publicKey, privateKey, subject } = vapid
    const { Authorization: header } = webPush.getVapidHeaders(origin, subject, publicKey, privateKey, 'aes128gcm')
    signed.set(origin, { header, until: Date.now() + signedForMs })
    return header
  }
  const encryption = new PushEncryption()
  return {
    atOnce,
    send: async (message, target, isWanted) =>
      await send({ headerFor, agent, encryption }, { message, target, isWanted }),
    close: () => {
      void encryption.close()
      void agent.destroy()
    },
  }
}

type By = { headerFor: (endpoint: string) => string; agent: Agent; encryption: PushEncryption }
type Sending = { message: Message; target: Target; isWanted: () => boolean }

async function send(by: By, { message, target, isWanted }: Sending): Promise<Sent> {
  if (target.kind !== 'push') return { is: 'gone', reason: 'no-subscription' }
  const { endpoint, p256dh, auth } = target
  const { id, title, text, url, receiptUrl, isUrgent } = message
  try {
    const said = JSON.stringify({ id, title, text, url, receiptUrl, isUrgent })
    const { body } = await by.encryption.encrypt({ p256dh, auth, text: said })
    if (!isWanted()) return { is: 'unwanted' }
    const answer = await request(endpoint, {
      method: 'POST',
      headers: {
        TTL: String(isUrgent ? keepSeconds : keepCalmSeconds),
        Urgency: isUrgent ? 'high' : 'normal',
        'Content-Type': 'application/octet-stream',
        'Content-Encoding': 'aes128gcm',
        authorization: by.headerFor(endpoint),
      },
      body,
      dispatcher: by.agent,
      signal: AbortSignal.timeout(sendTimeoutMs),
    })
    await answer.body.dump()
    if (answer.statusCode < 300) return { is: 'sent' }
    const reason = `refused ${answer.statusCode}`
    return answer.statusCode === 404 || answer.statusCode === 410 ? { is: 'gone', reason } : { is: 'failed', reason }
  } catch {
    return { is: 'failed', reason: 'no-answer' }
  }
}
