import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { rootFolder } from './apps.ts'
import { makeDataFolder, removeDataFolder } from './data-folder.ts'
import { watchServerSources } from './dev-watch.ts'
import { type Lan, lanAddress, prepareLan } from './lan.ts'
import { readPorts, type Settings } from './ports.ts'
import { watchNpm } from './process-stat.ts'
import { serve } from './serve.ts'
import { type Stack, startStack } from './stack.ts'

export { type Stack, type StackOptions, startStack } from './stack.ts'

const say = (line: string) => console.log(line)

interface Flags {
  fresh: boolean
  lan: boolean
  dev: boolean
  serve: boolean
  port: string | undefined
}

const flagOptions = {
  fresh: { type: 'boolean', default: false },
  lan: { type: 'boolean', default: false },
  dev: { type: 'boolean', default: false },
  serve: { type: 'boolean', default: false },
  port: { type: 'string' },
} as const

function readFlags(): Flags {
  try {
    const { values } = parseArgs({ options: flagOptions })
    return { ...values, port: values.port }
  } catch (error) {
    throw new Error(`${sentenceOf(error)}\nusage: npm start -- [--fresh] [--lan] [--dev] [--port N]`, { cause: error })
  }
}

/** Settings that follow from serving the local network, unless they are set. */
function lanSettings(settings: Settings, address: string): Settings {
  return { ...settings, TURN_IP: settings.TURN_IP || address }
}

async function startAll(flags: Flags, signal: AbortSignal): Promise<Stack> {
  let settings: Settings = { ...process.env, ...(flags.port ? { PORT: flags.port } : {}) }
  const dataDir = resolve(rootFolder, settings.TUYEN_DATA || '.data')
  if (flags.fresh) await removeDataFolder(dataDir)
  makeDataFolder(dataDir)
  let lan: Lan | undefined
  if (flags.lan) {
    const address = lanAddress(settings.LAN_IP)
    lan = await prepareLan(dataDir, address, readPorts(settings).PORT)
    settings = lanSettings(settings, address)
  }
  const stack = await startStack({ dataDir, env: settings, log: say, lan, signal, dev: flags.dev })
  say(`ready ${lan?.url ?? `http://127.0.0.1:${stack.ports.PORT}`}`)
  if (stack.signIns.trim()) say(stack.signIns.trimEnd())
  for (const part of stack.statuses()) {
    if (part.state === 'off') say(`off: ${part.name}, ${part.reason}`)
  }
  if (lan) say(`phones on this network: open ${lan.url}/ca.crt once and install it as an authority, then ${lan.url}`)
  if (flags.dev) watchServerSources(() => restartApps(stack), signal)
  return stack
}

async function restartApps(stack: Stack): Promise<void> {
  for (const name of ['server', 'worker']) {
    await stack.halt(name)
    await stack.resume(name).catch((error: unknown) => say(sentenceOf(error)))
  }
  say('restarted with the changed sources')
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function main(): Promise<void> {
  const ending = new AbortController()
  watchNpm(() => ending.abort())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort())
  try {
    const flags = readFlags()
    const running = flags.serve ? await serve(process.env, say, ending.signal) : await startAll(flags, ending.signal)
    await new Promise((end) => {
      if (ending.signal.aborted) end(undefined)
      ending.signal.addEventListener('abort', end)
      // Holds the process: children alone would too, but not while one waits to be started again.
      setInterval(() => undefined, 60_000)
    })
    await running.stop()
    process.exit(0)
  } catch (error) {
    if (ending.signal.aborted) process.exit(0)
    console.error(sentenceOf(error))
    process.exit(1)
  }
}

if (import.meta.main) await main()
