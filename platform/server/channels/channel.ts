/** A short message to a person outside the app. It carries no patient data, only what may stand on a locked screen. */
export type Message = {
  /** The delivery, the same at each attempt, so that a gateway can drop a second copy. */
  id: string
  title: string
  text: string
  /** Where the person reads the rest, after signing in. */
  url: string
  language: 'vi' | 'en'
  /** Where the channel, or the device, says that the message came; it opens nothing else. */
  receiptUrl: string
  isUrgent: boolean
}

/** Where a message goes: a browser's push subscription, a telephone number (E.164 or national), an e-mail address. */
export type Target =
  | { kind: 'push'; endpoint: string; p256dh: string; auth: string }
  | { kind: 'phone'; number: string }
  | { kind: 'email'; address: string }

/**
 * What became of one attempt. `gone`: that target will never work again. `failed`: worth another attempt. The reason is
 * a short word for people (`no-answer`, `refused 503`), without the target. `unwanted`: nothing left, somebody had answered.
 */
export type Sent =
  | { is: 'sent' }
  | { is: 'gone'; reason: string }
  | { is: 'failed'; reason: string }
  | { is: 'unwanted' }

/** One way to reach people; whatever stands behind it (a push service, an SMS gateway, a mail server) is replaceable. */
export type Channel = {
  /** How many messages may be under way at once. */
  readonly atOnce: number
  /** `isWanted` is asked right before the message leaves. */
  send(message: Message, target: Target, isWanted: () => boolean): Promise<Sent>
  close?(): void
}

/** Long enough for a slow gateway, short enough for the next rung. */
export const sendTimeoutMs = 5000
