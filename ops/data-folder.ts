import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isReachableByAll, isRoot } from './account.ts'
import { processStat } from './process-stat.ts'

const markerName = '.tuyen-data'
const lockName = 'supervisor.pid'
const leaving = 'leaving'
const leavingMs = 20_000

/** Makes the data folder and marks it as ours, so that it may later be removed as a whole. */
export function makeDataFolder(dataDir: string): void {
  mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o711 })
  mkdirSync(join(dataDir, 'app'), { recursive: true, mode: 0o700 })
  writeFileSync(join(dataDir, markerName), 'All data of one Tuyen installation lies in this folder.\n')
}

/** Removes the data folder and what belongs to it; refuses a folder that is not ours or is in use. */
export async function removeDataFolder(dataDir: string): Promise<void> {
  if (existsSync(dataDir)) {
    if (!existsSync(join(dataDir, markerName)))
      throw new Error(`${dataDir} is not a data folder of Tuyến; it is not removed.`)
    await waitForLeaving(dataDir)
    refuseWhenRunning(dataDir)
    rmSync(dataDir, { recursive: true, force: true })
  }
  rmSync(outsideFolder(dataDir), { recursive: true, force: true })
}

/** Where the services keep their data: in the data folder, or outside when root's services could not reach it there. */
export function servicesFolder(dataDir: string, instance: string, say: (line: string) => void): string {
  if (!isRoot() || isReachableByAll(dataDir)) return dataDir
  const folder = outsideFolder(dataDir)
  if (instanceOf(folder) !== instance) {
    setAsideIfAny(folder, say)
    mkdirSync(folder, { recursive: true, mode: 0o711 })
    writeFileSync(join(folder, 'instance'), instance, { mode: 0o600 })
    say(`keeping the databases in ${folder}, because other accounts cannot enter ${dataDir}`)
  }
  return folder
}

function outsideFolder(dataDir: string): string {
  const digest = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 12)
  return `/var/tmp/tuyen-${digest}`
}

function instanceOf(folder: string): string | undefined {
  const file = join(folder, 'instance')
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

// The passwords of an older data folder are gone, so its databases cannot be opened; but data is never thrown away unasked.
function setAsideIfAny(folder: string, say: (line: string) => void): void {
  if (!existsSync(folder)) return
  const aside = `${folder}-until-${Date.now()}`
  renameSync(folder, aside)
  say(`older data of a removed data folder now lies in ${aside}`)
}

/** The claim of a process on a data folder. */
export interface Claim {
  /** Tells others who want the folder that it will be free soon. */
  leaveSoon(): void
  leave(): void
}

/** Claims the data folder for this process; waits for one that is stopping, and throws when another one runs on it. */
export async function claimDataFolder(dataDir: string): Promise<Claim> {
  await waitForLeaving(dataDir)
  refuseWhenRunning(dataDir)
  const file = join(dataDir, lockName)
  const own = `${process.pid} ${startTimeOf(process.pid)}`
  writeFileSync(file, own)
  return { leaveSoon: () => writeFileSync(file, `${own} ${leaving}`), leave: () => rmSync(file, { force: true }) }
}

async function waitForLeaving(dataDir: string): Promise<void> {
  const deadline = Date.now() + leavingMs
  while (holderOf(dataDir)?.isLeaving && Date.now() < deadline) await sleep(100)
}

function refuseWhenRunning(dataDir: string): void {
  const holder = holderOf(dataDir)
  if (!holder) return
  throw new Error(`Tuyến already runs on ${dataDir} (process ${holder.pid}). Stop it first: kill ${holder.pid}`)
}

function holderOf(dataDir: string): { pid: number; isLeaving: boolean } | undefined {
  const file = join(dataDir, lockName)
  if (!existsSync(file)) return undefined
  const [pid, startedAt, state] = readFileSync(file, 'utf8').split(' ')
  if (startTimeOf(Number(pid)) !== Number(startedAt)) return undefined
  return { pid: Number(pid), isLeaving: state === leaving }
}

/** When a process started, in the kernel's ticks: a process id alone may since belong to somebody else. */
function startTimeOf(pid: number): number | undefined {
  return processStat(pid)?.startedAt
}
