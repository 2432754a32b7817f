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

/** How much room a disk has, in bytes. */
export const diskRoom = z.object({
  freeBytes: z.number(),
  totalBytes: z.number(),
  state: z.enum(['ample', 'low', 'full']),
})

/** How much room a disk has. */
export type DiskRoom = z.output<typeof diskRoom>

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
  /** `disk` is that of the images and of what is being sent; null where nobody said which. */
  output: z.object({ parts: z.array(partHealth), isSupervised: z.boolean(), disk: diskRoom.nullable() }),
})
