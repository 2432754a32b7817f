import { once } from 'node:events'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { dropTo, findProgram, ownFolder, unprivilegedAccount, writePrivate } from './account.ts'
import type { ChildSpec } from './child.ts'
import type { Ports, Settings } from './ports.ts'

/** How to run one relay. */
export interface CoturnOptions {
  folder: string
  ports: Ports
  secret: string
  settings: Settings
  logFile: string
}

/** Why media cannot be relayed on this machine; undefined when it can. */
export function missingCoturn(): string | undefined {
  return findProgram('turnserver') ? undefined : 'coturn is not installed (apt-get install coturn)'
}

/** The address of the relay: the setting TURN_IP, or this machine only. */
export function turnAddress(settings: Settings): string {
  return settings.TURN_IP || '127.0.0.1'
}

/** The relay's URLs as browsers take them, UDP first. */
export function turnUrls(ports: Ports, settings: Settings): string {
  const relay = `turn:${turnAddress(settings)}:${ports.TURN_PORT}`
  return `${relay}?transport=udp,${relay}?transport=tcp`
}

/** Writes the configuration of the relay and says how to run it. */
export function coturnSpec({ folder, ports, secret, settings, logFile }: CoturnOptions): ChildSpec {
  const account = unprivilegedAccount('turnserver')
  ownFolder(folder, account)
  const file = join(folder, 'turnserver.conf')
  writePrivate(file, configuration(folder, ports, secret, settings), account)
  return {
    name: 'coturn',
    command: dropTo(account, 'KILL', [findProgram('turnserver') ?? 'turnserver', '-c', file]),
    env: { LANG: 'C.UTF-8', TZ: 'UTC', HOME: folder },
    cwd: folder,
    logFile,
    isReady: () => accepts(turnAddress(settings), ports.TURN_PORT),
  }
}

// Everything relayed goes to our own media server, which listens on this machine's addresses and nowhere else.
function configuration(folder: string, ports: Ports, secret: string, settings: Settings): string {
  const address = turnAddress(settings)
  const [minPort = '', maxPort = ''] = ports.TURN_RELAY_PORTS.split('-')
  const peers = new Set([address, ...ownAddresses(), ...(settings.JANUS_NAT_1_1?.split(',') ?? [])])
  const lines = [
    `listening-ip=${address}`,
    `relay-ip=${address}`,
    `listening-port=${ports.TURN_PORT}`,
    `min-port=${minPort}`,
    `max-port=${maxPort}`,
    'use-auth-secret',
    `static-auth-secret=${secret}`,
    'realm=tuyen',
    'fingerprint',
    'no-cli',
    'no-tls',
    'no-dtls',
    'no-tcp-relay',
    'no-multicast-peers',
    'no-software-attribute',
    'no-rfc5780',
    'no-stun-backward-compatibility',
    'response-origin-only-with-rfc5780',
    'denied-peer-ip=0.0.0.0-255.255.255.255',
    'denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    ...[...peers].map((peer) => `allowed-peer-ip=${peer}`),
    `userdb=${join(folder, 'turndb')}`,
    `pidfile=${join(folder, 'turnserver.pid')}`,
    'log-file=stdout',
    'simple-log',
  ]
  if (address.startsWith('127.')) lines.push('allow-loopback-peers')
  return `${lines.join('\n')}\n`
}

function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.filter((address) => address.family === 'IPv4' && !address.internal).map((address) => address.address)
}

async function accepts(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port, timeout: 2000 })
  try {
    await once(socket, 'connect')
    return true
  } finally {
    socket.destroy()
  }
}
