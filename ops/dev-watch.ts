import { watch } from 'node:fs'
import { join } from 'node:path'
import { rootFolder } from './apps.ts'

const watched = ['platform', 'capabilities', 'gateways', 'apps', 'db']
const settleMs = 300

/** Calls `changed` shortly after a server source was saved, once for many at a time; ends with the signal. */
export function watchServerSources(changed: () => Promise<void>, signal: AbortSignal): void {
  let timer: NodeJS.Timeout | undefined
  for (const folder of watched) {
    watch(join(rootFolder, folder), { recursive: true, signal }, (_event, name) => {
      if (!name?.endsWith('.ts') || name.endsWith('.test.ts') || /(^|\/)web\//.test(name)) return
      clearTimeout(timer)
      timer = setTimeout(() => void changed(), settleMs)
    })
  }
}
