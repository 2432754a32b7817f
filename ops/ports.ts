import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

/** The setting that chooses each port, and the port without it. */
const defaultPorts = {
  PORT: 8080,
  PG_PORT: 5433,
  ORTHANC_PORT: 8042,
  ORTHANC_DICOM_PORT: 4242,
  JANUS_PORT: 8188,
  JANUS_ADMIN_PORT: 7188,
  TURN_PORT: 3478,
}

const defaultRanges = { JANUS_RTP_PORTS: '20000-20400', TURN_RELAY_PORTS: '20401-20800' }

/** The name of a port's setting, e.g. `PG_PORT`. */
export type PortName = keyof typeof defaultPorts

/** The name of a port range's setting, e.g. `JANUS_RTP_PORTS`. */
type RangeName = keyof typeof defaultRanges

/** Every port of one running product; ranges are written `20000-20400`. */
export type Ports = Record<PortName, number> & Record<RangeName, string>

/** Settings by name, as in an environment. */
export type Settings = Record<string, string | undefined>

const portNames = Object.keys(defaultPorts) as PortName[] // keys of a literal above
const rangeNames = Object.keys(defaultRanges) as RangeName[] // keys of a literal above

/** Reads the ports from settings; throws a sentence for a person when one is not a port. */
export function readPorts(settings: Settings): Ports {
  const ports: Ports = { ...defaultPorts, ...defaultRanges }
  for (const name of portNames) {
    const text = settings[name]
    if (!text) continue
    const port = Number(text)
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new Error(`${name}=${text} is not a port. Give a number from 1 to 65535.`)
    }
    ports[name] = port
  }
  for (const name of rangeNames) {
    const text = settings[name]
    if (!text) continue
    if (!/^\d+-\d+$/.test(text)) throw new Error(`${name}=${text} is not a range of ports. Write it like 20000-20400.`)
    ports[name] = text
  }
  return ports
}

/** The sentence for a taken port: what is wrong and the line that mends it. */
export function takenPortMessage(name: string, port: number): string {
  return `Port ${port} is taken. Set ${name} to another one, e.g. ${name}=${port + 1} npm start`
}

/** Tells whether a TCP port can be listened on at this address. */
export async function isPortFree(port: number, host = '0.0.0.0'): Promise<boolean> {
  const server = createServer()
  server.listen({ port, host, exclusive: true })
  try {
    await once(server, 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}

async function isUdpPortFree(port: number, host: string): Promise<boolean> {
  const socket = createSocket('udp4')
  try {
    socket.bind({ port, address: host, exclusive: true })
    await once(socket, 'listening')
  } catch {
    return false
  }
  socket.close()
  return true
}

/** One port that a service wants, at the address where it will listen. */
export interface WantedPort {
  name: PortName
  host: string
  udp?: boolean
}

/** Throws the sentence of the first port that is taken; waits a moment for one that is just being given back. */
export async function checkPortsFree(ports: Ports, wanted: WantedPort[], patienceMs = 2000): Promise<void> {
  const deadline = Date.now() + patienceMs
  for (const { name, host, udp } of wanted) {
    while (!(await isFree(ports[name], host, udp))) {
      if (Date.now() > deadline) throw new Error(takenPortMessage(name, ports[name]))
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

async function isFree(port: number, host: string, udp = false): Promise<boolean> {
  return (await isPortFree(port, host)) && (!udp || (await isUdpPortFree(port, host)))
}

/** Finds ports that nobody uses at this moment, for tests that run beside others. */
export async function freePorts(): Promise<Record<PortName, number>> {
  const servers = portNames.map(() => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const found = { ...defaultPorts }
  for (const [index, name] of portNames.entries()) {
    const address = servers[index]?.address() as AddressInfo // a listening TCP server has one
    found[name] = address.port
  }
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return found
}
