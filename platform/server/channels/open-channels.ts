import type { Config } from '../config.ts'
import type { Channel } from './channel.ts'
import { gatewayChannel } from './http-gateway.ts'
import { mailChannel } from './mail.ts'
import { webPushChannel } from './web-push.ts'

export const outsideChannels = ['push', 'sms', 'voice', 'email'] as const

/** The channels outside the app. */
export type OutsideChannel = (typeof outsideChannels)[number]

/** The ways to reach people that this installation has. */
export type Channels = Partial<Record<OutsideChannel, Channel>>

/** Which channels the configuration names. */
export const channelsOf = (config: Config): OutsideChannel[] => [
  ...(config.VAPID_PRIVATE_KEY ? (['push'] as const) : []),
  ...(config.SMS_GATEWAY_URL ? (['sms'] as const) : []),
  ...(config.VOICE_GATEWAY_URL ? (['voice'] as const) : []),
  ...(config.SMTP_URL ? (['email'] as const) : []),
]

/** Opens the channels that the configuration names. */
export function openChannels(config: Config): Channels {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, PUBLIC_URL: home } = config
  const subject = config.VAPID_SUBJECT ?? (home.startsWith('https:') ? home : 'https://tuyen.example')
  return {
    ...(publicKey && privateKey ? { push: webPushChannel({ publicKey, privateKey, subject }) } : {}),
    ...(config.SMS_GATEWAY_URL
      ? { sms: gatewayChannel({ url: config.SMS_GATEWAY_URL, token: config.SMS_GATEWAY_TOKEN ?? '', kind: 'sms' }) }
      : {}),
    ...(config.VOICE_GATEWAY_URL
      ? {
          voice: gatewayChannel({
            url: config.VOICE_GATEWAY_URL,
            token: config.VOICE_GATEWAY_TOKEN ?? '',
            kind: 'voice',
          }),
        }
      : {}),
    ...(config.SMTP_URL
      ? { email: mailChannel({ url: config.SMTP_URL, from: config.MAIL_FROM ?? 'tuyen@localhost' }) }
      : {}),
  }
}

/** Closes what the channels keep open. */
export function closeChannels(channels: Channels): void {
  for (const channel of Object.values(channels)) channel.close?.()
}
