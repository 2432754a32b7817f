import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'

const library = '/usr/lib/x86_64-linux-gnu/janus'
const otherPlugins = 'audiobridge duktape echotest lua nosip recordplay sip streaming textroom videocall voicemail'
const otherTransports = 'http mqtt nanomsg pfunix rabbitmq'
const disabled = (names: string) =>
  names
    .split(' ')
    .map((name) => `libjanus_${name}.so`)
    .join(',')

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

async function writeConfiguration(folder: string, port: number): Promise<void> {
  const main = `general: {
  configs_folder = "${folder}"
  plugins_folder = "${library}/plugins"
  transports_folder = "${library}/transports"
  events_folder = "${library}/events"
  loggers_folder = "${library}/loggers"
  api_secret = "test-api-secret"
  admin_secret = "test-admin-secret"
}
nat: { full_trickle = true }
plugins: { disable = "${disabled(otherPlugins)}" }
transports: { disable = "${disabled(otherTransports)}" }
loggers: { disable = "libjanus_jsonlog.so" }`
  const sockets = `general: { json = "compact", ws = true, ws_port = ${port}, ws_ip = "127.0.0.1", wss = false }
admin: { admin_ws = false }`
  const videoroom = 'general: { admin_key = "test-admin-key", lock_rtp_forward = true, string_ids = true }'
  await writeFile(join(folder, 'janus.jcfg'), main)
  await writeFile(join(folder, 'janus.transport.websockets.jcfg'), sockets)
  await writeFile(join(folder, 'janus.plugin.videoroom.jcfg'), videoroom)
}

async function answers(url: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = new WebSocket(url, 'janus-protocol')
    socket.once('open', () => {
      socket.close()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** A real Janus of a test's own, on a free port of 127.0.0.1, that can be killed and started again. */
export type JanusUnderTest = {
  url: string
  apiSecret: string
  adminKey: string
  /** Ends the process as a crash does. */
  kill(): Promise<void>
  /** Starts it again on the same port. */
  restart(): Promise<void>
  /** Ends it and removes its folder. */
  stop(): Promise<void>
}

/** Starts Janus and waits until it answers. */
export async function startJanusUnderTest(): Promise<JanusUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'janus-test-'))
  const port = await freePort()
  const url = `ws://127.0.0.1:${port}`
  await writeConfiguration(folder, port)
  let process: ChildProcess
  const start = async () => {
    process = spawn('janus', ['-F', folder, '-o'], { stdio: 'ignore' })
    for (let tries = 0; tries < 200 && !(await answers(url)); tries += 1) await pause(20)
  }
  const kill = async () => {
    const gone = new Promise((resolve) => process.once('exit', resolve))
    process.kill('SIGKILL')
    await gone
  }
  await start()
  const stop = async () => {
    if (process.exitCode === null && process.signalCode === null) await kill()
    await rm(folder, { recursive: true, force: true })
  }
  return { url, apiSecret: 'test-api-secret', adminKey: 'test-admin-key', kill, restart: start, stop }
}
