import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { getSystemHealth, partHealth } from '../contract/health.ts'
import { type Handler, handleOutside } from './handler.ts'

const status = z.object({ children: z.array(partHealth) })

/** The health of the parts, from the file that the supervisor writes; without one nothing is known of them. */
export const healthHandlers = (statusFile: string | undefined): Handler[] => [
  handleOutside(getSystemHealth, async () => {
    const text = statusFile ? await readFile(statusFile, 'utf8').catch(() => null) : null
    const known = text ? status.safeParse(JSON.parse(text)) : null
    return known?.success ? { parts: known.data.children, isSupervised: true } : { parts: [], isSupervised: false }
  }),
]
