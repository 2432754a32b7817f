import type { Log } from './log.ts'

/**
 * Does something again and again, one run after the other, `ms` after the end of the last; a failed run is logged and
 * the next one comes. Returns how to stop it: resolves when the run under way has ended.
 */
export function every(ms: number, log: Log, name: string, work: () => Promise<unknown>): () => Promise<void> {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const run = async () => {
    await work().catch((error: unknown) =>
      log.error({ work: name, fault: error instanceof Error ? error.message : 'unknown' }, 'failed'),
    )
    if (!isStopped) timer = setTimeout(start, ms)
  }
  const start = () => {
    running = run()
  }
  start()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await running
  }
}
