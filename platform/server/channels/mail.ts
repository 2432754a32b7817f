import { createTransport } from 'nodemailer'
import { type Channel, sendTimeoutMs } from './channel.ts'

/** E-mail through an SMTP server (`smtp://` or `smtps://`, with the sign-in in the address). */
export function mailChannel({ url, from }: { url: string; from: string }): Channel {
  const transport = createTransport(
    { url, pool: true, maxConnections: 5, connectionTimeout: sendTimeoutMs, greetingTimeout: sendTimeoutMs },
    { from },
  )
  return {
    atOnce: 20,
    close: () => transport.close(),
    send: async (message, target, isWanted) => {
      if (target.kind !== 'email') return { is: 'gone', reason: 'no-address' }
      if (!isWanted()) return { is: 'unwanted' }
      try {
        await transport.sendMail({
          to: target.address,
          subject: message.title,
          text: `${message.text}\n${message.url}\n`,
          messageId: `<${message.id}@tuyen>`,
          ...(message.isUrgent ? { priority: 'high' as const } : {}),
        })
        return { is: 'sent' }
      } catch (error) {
        const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
        return code >= 550 && code < 560
          ? { is: 'gone', reason: `refused ${code}` }
          : { is: 'failed', reason: code ? `refused ${code}` : 'no-answer' }
      }
    },
  }
}
