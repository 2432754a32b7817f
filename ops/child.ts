import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { createBackoff } from './backoff.ts'

const largestLogBytes = 20_000_000
const crashesBeforeGivingUp = 3

/** What is known of one supervised process; `off` means that it was never meant to run, for the reason given. */
export interface ChildStatus {
  name: string
  state: 'running' | 'restarting' | 'stopped' | 'off'
  restarts: number
  since: string
  reason?: string
}

/** How to run one process. */
export interface ChildSpec {
  name: string
  command: string[]
  env: Record<string, string>
  cwd: string
  /** Where its output goes; without it, to our own output. */
  logFile?: string
  /** Asked until it answers true; without it the child is ready as soon as it runs. */
  isReady?: () => Promise<boolean>
  readyWithinMs?: number
  stopSignal?: NodeJS.Signals
  /** Clears what a crash may have left behind. */
  beforeStart?: () => void
}

/** A process that is started again whenever it ends without being asked to. */
export interface Child {
  readonly name: string
  status(): ChildStatus
  pid(): number | undefined
  /** Starts it and waits until it is ready; fails with the end of its log. */
  start(): Promise<void>
  /** Asks it to end, and kills it when it has not ended in time. */
  stop(withinMs?: number): Promise<void>
  /** Sends a signal without further ado; when the child ends of it, it starts again. */
  kill(signal: NodeJS.Signals): void
}

interface Running {
  process: ChildProcess
  startedAt: number
  ended: Promise<void>
}

/** Supervises one process; `changed` is called on every change of its status. */
export function superviseChild(spec: ChildSpec, changed: () => void): Child {
  const status: ChildStatus = { name: spec.name, state: 'stopped', restarts: 0, since: new Date().toISOString() }
  const backoff = createBackoff()
  let running: Running | undefined
  let timer: NodeJS.Timeout | undefined
  let isWanted = false

  const become = (state: ChildStatus['state'], reason?: string) => {
    Object.assign(status, { state, reason, since: new Date().toISOString() })
    changed()
  }
  const launch = () => {
    spec.beforeStart?.()
    running = spawnChild(spec, onEnd)
    become('running')
  }
  const onEnd = (reason: string) => {
    const livedMs = Date.now() - (running?.startedAt ?? Date.now())
    running = undefined
    if (!isWanted) return become('stopped', reason)
    status.restarts += 1
    become('restarting', reason)
    timer = setTimeout(launch, backoff.next(livedMs))
  }

  return {
    name: spec.name,
    status: () => ({ ...status }),
    pid: () => running?.process.pid,
    async start() {
      isWanted = true
      launch()
      await waitUntilReady(spec, status)
    },
    async stop(withinMs = 10_000) {
      isWanted = false
      clearTimeout(timer)
      if (running) await endProcess(running, spec.stopSignal ?? 'SIGTERM', withinMs)
      else if (status.state === 'restarting') become('stopped', status.reason)
    },
    kill(signal) {
      running?.process.kill(signal)
    },
  }
}

function spawnChild(spec: ChildSpec, onEnd: (reason: string) => void): Running {
  const [file = '', ...args] = spec.command
  const log = spec.logFile ? openLog(spec.logFile) : undefined
  const output = log ?? 'inherit'
  // Its own session: Ctrl-C in the terminal must reach the supervisor only, which stops children in order.
  const process = spawn(file, args, { cwd: spec.cwd, env: spec.env, stdio: ['ignore', output, output], detached: true })
  if (log !== undefined) closeSync(log)
  const ended = new Promise<void>((resolve) => {
    const finish = (reason: string) => {
      resolve()
      onEnd(reason)
    }
    process.once('error', (error) => process.pid === undefined && finish(error.message))
    process.once('exit', (code, signal) => finish(signal ? `ended by ${signal}` : `ended with exit code ${code}`))
  })
  return { process, startedAt: Date.now(), ended }
}

function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > largestLogBytes) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

async function endProcess(running: Running, signal: NodeJS.Signals, withinMs: number): Promise<void> {
  running.process.kill(signal)
  const late = setTimeout(() => running.process.kill('SIGKILL'), withinMs)
  await running.ended
  clearTimeout(late)
}

async function waitUntilReady(spec: ChildSpec, status: ChildStatus): Promise<void> {
  if (!spec.isReady) return
  const crashesBefore = status.restarts
  const deadline = Date.now() + (spec.readyWithinMs ?? 30_000)
  while (!(await spec.isReady().catch(() => false))) {
    const crashed = status.restarts - crashesBefore >= crashesBeforeGivingUp
    if (status.state === 'stopped') throw new Error(`${spec.name} was stopped before it was ready.`)
    if (crashed || Date.now() > deadline) throw new Error(failureOf(spec, status, crashed))
    await sleep(50)
  }
}

function failureOf(spec: ChildSpec, status: ChildStatus, crashed: boolean): string {
  const what = crashed ? `keeps ending (${status.reason ?? 'unknown reason'})` : 'did not become ready'
  return [`${spec.name} ${what}.`, ...lastLines(spec.logFile)].join('\n')
}

function lastLines(logFile: string | undefined): string[] {
  if (!logFile || !existsSync(logFile)) return []
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-15)
  return [`The end of ${logFile}:`, ...lines.map((line) => `  ${line}`)]
}
