import type { Log } from './log.ts'

/** Something that is done again and again. */
export type Repeated = { soon(): void; stop(): Promise<void> }

/**
 * Does something again and again, one run after the other, `ms` after the end of the last; a failed run is logged and
 * the next one comes. `soon` lets the next run begin at once, or right after the one under way. `stop` resolves when
 * the run under way has ended.
 */
export function every(ms: number, log: Log, name: string, work: () => Promise<unknown>): Repeated {
  let isStopped = false
  let isBusy = false
  let isWanted = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const run = async () => {
    isBusy = true
    isWanted = false
    await work().catch((error: unknown) =>
      log.error({ work: name, fault: error instanceof Error ? error.message : 'unknown' }, 'failed'),
    )
    isBusy = false
    if (!isStopped) timer = setTimeout(start, isWanted ? 0 : ms)
  }
  const start = () => {
    running = run()
  }
  start()
  return {
    soon: () => {
      isWanted = true
      if (isBusy || isStopped) return
      clearTimeout(timer)
      start()
    },
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
