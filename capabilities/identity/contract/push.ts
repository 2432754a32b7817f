import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'

/** The public key (VAPID, RFC 8292) with which a browser subscribes; null where this installation sends no web push. */
export const getPushKey = endpoint({
  name: 'get-push-key',
  method: 'GET',
  path: '/api/push-key',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({}),
  output: z.object({ publicKey: z.string().nullable() }),
})

/** Lets this browser ring for me while no page is open. Only the push services that the installation knows are taken. */
export const savePushSubscription = endpoint({
  name: 'save-push-subscription',
  method: 'POST',
  path: '/api/me/push-subscription',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({
    deviceId: z.guid(),
    label: z.string().max(80),
    endpoint: z.url().max(1000),
    p256dh: z.string().regex(/^[\w-]{80,100}=*$/),
    auth: z.string().regex(/^[\w-]{20,40}=*$/),
  }),
  output: done,
  problems: ['push-service-unknown'],
})

/** This browser no longer rings for me while no page is open. */
export const removePushSubscription = endpoint({
  name: 'remove-push-subscription',
  method: 'POST',
  path: '/api/me/push-subscription/remove',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({ deviceId: z.guid() }),
  output: done,
})

/** The screens and browsers through which I can be rung. */
export const listMyRingDevices = endpoint({
  name: 'list-my-ring-devices',
  method: 'GET',
  path: '/api/me/ring-devices',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({}),
  output: z.object({
    phone: z.string().nullable(),
    devices: z.array(
      z.object({
        deviceId: id<'device'>(),
        label: z.string(),
        isArmed: z.boolean(),
        hasPush: z.boolean(),
        seenAt: instant,
      }),
    ),
  }),
})
