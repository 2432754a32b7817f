import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { getSystemHealth, partHealth } from '../contract/health.ts'
import { diskRoom } from './disk-room.ts'
import { type Handler, handleOutside } from './handler.ts'

const status = z.object({ children: z.array(partHealth) })

/** Where the supervisor writes how the parts are, and where the data lie. */
type Where = { statusFile?: string | undefined; dataDir?: string | undefined }

/** The health of the parts, from the file that the supervisor writes, and the room on the disk; what is not said is not known. */
export const healthHandlers = ({ statusFile, dataDir }: Where): Handler[] => [
  handleOutside(getSystemHealth, async () => {
    const text = statusFile ? await readFile(statusFile, 'utf8').catch(() => null) : null
    const known = text ? status.safeParse(JSON.parse(text)) : null
    const disk = dataDir ? await diskRoom(dataDir) : null
    return known?.success
      ? { parts: known.data.children, isSupervised: true, disk }
      : { parts: [], isSupervised: false, disk }
  }),
]
