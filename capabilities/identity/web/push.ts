import { call } from '#platform/web/api.ts'
import { getPushKey, removePushSubscription, savePushSubscription } from '../contract/push.ts'
import { thisDevice } from './this-device.ts'

/** Why this browser cannot ring while no page is open, or that it could. */
export type PushState = 'on' | 'off' | 'no-browser' | 'no-installation' | 'denied'

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

const textOf = (key: ArrayBuffer | null): string =>
  btoa(String.fromCharCode(...new Uint8Array(key ?? new ArrayBuffer(0))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const registration = async (): Promise<ServiceWorkerRegistration | null> =>
  'serviceWorker' in navigator && 'PushManager' in window
    ? ((await navigator.serviceWorker.getRegistration()) ?? null)
    : null

/** Whether this browser rings while no page is open. */
export async function pushState(): Promise<PushState> {
  const worker = await registration()
  if (!worker) return 'no-browser'
  const { publicKey } = await call(getPushKey, {})
  if (!publicKey) return 'no-installation'
  if (Notification.permission === 'denied') return 'denied'
  return (await worker.pushManager.getSubscription()) ? 'on' : 'off'
}

/** Asks the person for leave and lets this browser ring while no page is open. */
export async function switchPushOn(): Promise<PushState> {
  const worker = await registration()
  const { publicKey } = await call(getPushKey, {})
  if (!worker || !publicKey) return await pushState()
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  const subscription = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(publicKey),
  })
  await call(savePushSubscription, {
    ...thisDevice(),
    endpoint: subscription.endpoint,
    p256dh: textOf(subscription.getKey('p256dh')),
    auth: textOf(subscription.getKey('auth')),
  })
  return 'on'
}

/** This browser no longer rings while no page is open; also what signing out does, since the next person is another. */
export async function switchPushOff(): Promise<void> {
  const worker = await registration()
  const subscription = await worker?.pushManager.getSubscription()
  if (!subscription) return
  await subscription.unsubscribe()
  await call(removePushSubscription, { deviceId: thisDevice().deviceId })
}
