import { readFileSync } from 'node:fs'

/** What the kernel tells of a process: its state letter, its parent, and when it started in ticks since boot. */
export interface ProcessStat {
  state: string
  parent: number
  startedAt: number
}

/** Reads the state of a process; undefined when there is none. */
export function processStat(pid: number): ProcessStat | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold anything; the fields after it are plain.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', parent: Number(fields[1]), startedAt: Number(fields[19]) }
  } catch {
    return undefined
  }
}

/** Calls `gone` when npm, or the shell between npm and us, has been killed: it passes nothing on then. */
export function watchNpm(gone: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const before = ancestry()
  const timer = setInterval(() => {
    if (ancestry() === before) return
    clearInterval(timer)
    gone()
  }, 500)
  timer.unref()
}

function ancestry(): string {
  return `${process.ppid} ${processStat(process.ppid)?.parent}`
}
