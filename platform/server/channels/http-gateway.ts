import { Agent, request } from 'undici'
import { type Channel, sendTimeoutMs } from './channel.ts'

/** A gateway that takes a message by HTTP: its address, the token that it wants, and whether it speaks or writes. */
export type Gateway = { url: string; token: string; kind: 'sms' | 'voice' }

const atOnce = 100

/**
 * SMS or a spoken call through any gateway that takes JSON by POST: `{ id, to, text, language, receiptUrl }`, with the
 * token as bearer and the id as Idempotency-Key. 2xx is taken; 400, 404 and 422 say that the number will never work.
 */
export function gatewayChannel({ url, token, kind }: Gateway): Channel {
  // as many connections as messages: none waits behind one that hangs, and leaves after somebody has answered
  const agent = new Agent({ connections: atOnce, headersTimeout: sendTimeoutMs, connect: { timeout: sendTimeoutMs } })
  return {
    atOnce,
    close: () => void agent.destroy(),
    send: async (message, target, isWanted) => {
      if (target.kind !== 'phone') return { is: 'gone', reason: 'no-number' }
      if (!isWanted()) return { is: 'unwanted' }
      const { id, title, text, language, receiptUrl } = message
      const said = kind === 'sms' ? `${title}. ${text} ${message.url}` : `${title}. ${text}`
      try {
        const answer = await request(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${token}`,
            'idempotency-key': id,
          },
          body: JSON.stringify({ id, to: target.number, text: said, language, receiptUrl }),
          dispatcher: agent,
          signal: AbortSignal.timeout(sendTimeoutMs),
        })
        await answer.body.dump()
        if (answer.statusCode < 300) return { is: 'sent' }
        const isForGood = [400, 404, 422].includes(answer.statusCode)
        return { is: isForGood ? 'gone' : 'failed', reason: `refused ${answer.statusCode}` }
      } catch {
        return { is: 'failed', reason: 'no-answer' }
      }
    },
  }
}
