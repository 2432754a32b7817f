import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { dropTo, findProgram, ownFolder, unprivilegedAccount, writePrivate } from './account.ts'
import type { ChildSpec } from './child.ts'
import type { Ports, Settings } from './ports.ts'

/** How to run one media server. */
export interface JanusOptions {
  folder: string
  /** Where it may write recordings. */
  recordingsFolder: string
  ports: Ports
  secrets: { api: string; admin: string; room: string }
  settings: Settings
  logFile: string
}

/** Why video cannot run on this machine; undefined when it can. */
export function missingJanus(): string | undefined {
  if (!findProgram('janus')) return 'Janus is not installed (apt-get install janus janus-tools)'
  return libraryFolder() ? undefined : 'the plugins of Janus were not found'
}

/** Writes the configuration of the media server and says how to run it. */
export function janusSpec({ folder, recordingsFolder, ports, secrets, settings, logFile }: JanusOptions): ChildSpec {
  const account = unprivilegedAccount('janus')
  const configuration = join(folder, 'conf')
  for (const owned of [folder, configuration, recordingsFolder]) ownFolder(owned, account)
  const write = (name: string, text: string) => writePrivate(join(configuration, name), text, account)
  write('janus.jcfg', core(ports, secrets, settings))
  write('janus.plugin.videoroom.jcfg', videoRoom(secrets.room))
  write('janus.transport.websockets.jcfg', webSockets(ports))
  return {
    name: 'janus',
    command: dropTo(account, 'KILL', [findProgram('janus') ?? 'janus', '-F', configuration, '-o']),
    env: { LANG: 'C.UTF-8', TZ: 'UTC', HOME: folder },
    cwd: folder,
    logFile,
    isReady: () => answersInfo(ports.JANUS_PORT),
  }
}

function libraryFolder(): string | undefined {
  const roots = [
    '/usr/lib/x86_64-linux-gnu',
    '/usr/lib/aarch64-linux-gnu',
    '/usr/lib',
    '/usr/local/lib',
    '/opt/janus/lib',
  ]
  return roots
    .map((root) => join(root, 'janus'))
    .find((path) => existsSync(join(path, 'plugins/libjanus_videoroom.so')))
}

function allBut(kept: string, folder: string): string {
  const libraries = existsSync(folder) ? readdirSync(folder) : []
  return libraries.filter((name) => name.endsWith('.so') && name !== kept).join(',')
}

function core(ports: Ports, secrets: JanusOptions['secrets'], settings: Settings): string {
  const root = libraryFolder() ?? '/usr/lib/janus'
  const enforced = settings.JANUS_ICE_ENFORCE ? `ice_enforce_list = ${quoted(settings.JANUS_ICE_ENFORCE)}` : ''
  const mapping = settings.JANUS_NAT_1_1
    ? `nat_1_1_mapping = ${quoted(settings.JANUS_NAT_1_1)}\n  keep_private_host = true`
    : ''
  return `general: {
  plugins_folder = ${quoted(join(root, 'plugins'))}
  transports_folder = ${quoted(join(root, 'transports'))}
  events_folder = ${quoted(join(root, 'events'))}
  loggers_folder = ${quoted(join(root, 'loggers'))}
  debug_level = 3
  debug_timestamps = true
  server_name = "tuyen"
  api_secret = ${quoted(secrets.api)}
  admin_secret = ${quoted(secrets.admin)}
  session_timeout = 60
  hide_dependencies = true
  protected_folders = ["/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/sbin", "/sys", "/usr"]
}
media: {
  ipv6 = false
  rtp_port_range = ${quoted(ports.JANUS_RTP_PORTS)}
}
nat: {
  nice_debug = false
  full_trickle = true
  ice_ignore_list = "vmnet,docker,veth"
  ${enforced}
  ${mapping}
}
plugins: {
  disable = ${quoted(allBut('libjanus_videoroom.so', join(root, 'plugins')))}
}
transports: {
  disable = ${quoted(allBut('libjanus_websockets.so', join(root, 'transports')))}
}
loggers: {
  disable = ${quoted(allBut('', join(root, 'loggers')))}
}
events: {
  broadcast = false
  disable = ${quoted(allBut('', join(root, 'events')))}
}
`
}

// No room is preset: our server makes each one, with the key, and nobody else can.
function videoRoom(adminKey: string): string {
  return `general: {
  admin_key = ${quoted(adminKey)}
  lock_rtp_forward = true
  string_ids = true
}
`
}

// Browsers never reach this: only our server does, on this machine.
function webSockets(ports: Ports): string {
  return `general: {
  json = "compact"
  ws = true
  ws_ip = "127.0.0.1"
  ws_port = ${ports.JANUS_PORT}
  wss = false
  ws_logging = "err"
}
admin: {
  admin_ws = true
  admin_ws_ip = "127.0.0.1"
  admin_ws_port = ${ports.JANUS_ADMIN_PORT}
  admin_wss = false
}
`
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

async function answersInfo(port: number): Promise<boolean> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, 'janus-protocol', { handshakeTimeout: 2000 })
  try {
    await once(socket, 'open')
    socket.send(JSON.stringify({ janus: 'ping', transaction: 'ready' }))
    const [reply] = await once(socket, 'message', { signal: AbortSignal.timeout(2000) })
    return String(reply).includes('"ready"')
  } finally {
    socket.on('error', () => undefined)
    socket.terminate()
  }
}
