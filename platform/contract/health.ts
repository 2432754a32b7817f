import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { instant } from './instant.ts'

/** A part of the product as its supervisor sees it. */
export const partHealth = z.object({
  name: z.string(),
  state: z.enum(['running', 'restarting', 'stopped', 'off']),
  restarts: z.number().int(),
  since: instant,
  reason: z.string().optional(),
})

/** Who may look at the health of the whole. */
export const platformPermissions = { 'system.read': ['administrator'] } as const

/** Which parts run, since when, and how often each had to be started again. */
export const getSystemHealth = endpoint({
  name: 'get-system-health',
  method: 'GET',
  path: '/api/system-health',
  may: 'system.read',
  touchesPatient: false,
  input: z.object({}),
  output: z.object({ parts: z.array(partHealth), isSupervised: z.boolean() }),
})
