import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { freePort } from '../gateways/dicom/pacs-under-test.ts'
import { password, people, type Stage } from './stage.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')
const longestStartMs = 30_000

/** A gateway beside the stage, as a hospital runs it: its own process, configuration file and folder. */
export type EdgeOnStage = {
  port: number
  folder: string
  /** Sends as a modality does; the exit code of storescu and what it printed. */
  send: (files: readonly string[], to?: { aet?: string; from?: string }) => Promise<{ code: number; output: string }>
  /** Objects of its index by state. */
  counts: () => Record<string, number>
  /** Starts it again, with a clock that is wrong by so much. */
  start: (clockAheadMs?: number) => Promise<void>
  /** Ends it as a power cut does. */
  kill: () => Promise<void>
  stop: () => Promise<void>
  /** Stops it and removes what it kept. */
  close: () => Promise<void>
}

type Settings = { dicom?: object; spool?: object; link?: object; pacs?: object; worklist?: object; port?: number }

/** What a story may want otherwise. */
export type EdgeOptions = {
  /** Through which address it reaches the hub, e.g. that of a link that can be cut. */
  hubUrl?: string
  /** Whose facility it belongs to. */
  admin?: string
  folder?: string
  settings?: Settings
  /** Words before a command that make it run in another network, e.g. those of a slow link. */
  inside?: readonly string[]
  /** A code that somebody made on the screen; without it one is made. */
  code?: string
}

/** Lets a gateway in by a code that an administrator makes, starts it, and says when it receives. */
export async function openEdge(stage: Stage, options: EdgeOptions = {}): Promise<EdgeOnStage> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'tuyen-edge-'))
  mkdirSync(folder, { recursive: true })
  const port = options.settings?.port ?? (await freePort())
  const config = writeConfig(folder, port, options.hubUrl ?? stage.url, options.settings ?? {})
  const code = options.code ?? (await makeCode(stage, options.admin ?? people.admin))
  const inside = options.inside ?? []
  const [enrolling, ...words] = [...inside, 'node', 'apps/edge/main.ts', '--config', config, '--enrol', code]
  await run(enrolling, words, { cwd: root })
  const process = edgeProcess(config, inside)
  await process.start()
  return {
    port,
    folder,
    send: async (files, { aet = 'TUYEN', from = 'MODALITY1' } = {}) =>
      await store([...inside, 'storescu', '-v', '-aet', from, '-aec', aet, '127.0.0.1', String(port), ...files]),
    counts: () => countsOf(join(folder, 'data/spool/index.sqlite')),
    start: process.start,
    kill: async () => await process.end('SIGKILL'),
    stop: async () => await process.end('SIGTERM'),
    close: async () => {
      await process.end('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function writeConfig(folder: string, port: number, url: string, settings: Settings): string {
  const config = join(folder, 'edge.json')
  const whole = {
    hub: { url, isTest: true },
    folder: 'data',
    dicom: {
      host: '127.0.0.1',
      port,
      receivers: [{ aet: 'TUYEN' }, { aet: 'CAPCUU', isEmergency: true }],
      senders: [{ aet: 'MODALITY1' }],
      ...settings.dicom,
    },
    spool: { reserveBytes: 1024 * 1024, ...settings.spool },
    link: { longestWaitSeconds: 1, beatSeconds: 1, ...settings.link },
    ...(settings.pacs ? { pacs: settings.pacs } : {}),
    ...(settings.worklist ? { worklist: settings.worklist } : {}),
  }
  writeFileSync(config, JSON.stringify(whole, null, 2))
  return config
}

async function makeCode(stage: Stage, admin: string): Promise<string> {
  const headers = { origin: stage.url, 'content-type': 'application/json' }
  const signedIn = await fetch(`${stage.url}/api/sign-in`, {
    ...{ method: 'POST', headers, body: JSON.stringify({ email: admin, password }) },
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const [row] = await stage.sql(
    `select r.facility_id from identity.role r join identity.login l on l.id = r.person_id
     where l.email = $1 and r.role = 'administrator'`,
    [admin],
  )
  const made = await fetch(`${stage.url}/api/facilities/${String(row?.['facility_id'])}/edge-codes`, {
    ...{ method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify({ label: 'Phòng chụp CT' }) },
  })
  if (made.status !== 200) throw new Error(`no code: ${made.status} ${await made.text()}`)
  // the contract says so
  return ((await made.json()) as { code: string }).code
}

function edgeProcess(config: string, inside: readonly string[]) {
  let running: ChildProcess | null = null
  return {
    start: async (clockAheadMs = 0) => {
      const [word, ...words] = [...inside, 'node', 'e2e/edge-process.ts', config, String(clockAheadMs)]
      const started = spawn(word, words, {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      running = started
      await new Promise<void>((resolve, reject) => {
        let said = ''
        const late = setTimeout(() => reject(new Error(`the gateway is not ready: ${said}`)), longestStartMs)
        started.stdout.on('data', (bytes: Buffer) => {
          said += bytes.toString()
          if (!said.includes('"msg":"receiving"')) return
          clearTimeout(late)
          resolve()
        })
        started.once('exit', (code) => reject(new Error(`the gateway ended with ${code}: ${said}`)))
      })
    },
    end: async (signal: NodeJS.Signals) => {
      const ending = running
      running = null
      if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
      ending.kill(signal)
      await once(ending, 'exit')
    },
  }
}

async function store([word = '', ...args]: readonly string[]): Promise<{ code: number; output: string }> {
  try {
    const { stdout, stderr } = await run(word, args, { maxBuffer: 64 * 1024 * 1024 })
    return { code: 0, output: stdout + stderr }
  } catch (error) {
    // execFile rejects with these beside the message
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, output: stdout + stderr }
  }
}

function countsOf(path: string): Record<string, number> {
  const index = new DatabaseSync(path, { readOnly: true })
  try {
    const rows = index.prepare('select state, count(*) as n from object group by state').all()
    return Object.fromEntries(rows.map((row) => [String(row['state']), Number(row['n'])]))
  } finally {
    index.close()
  }
}
