import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'

/** An archive that runs. */
export type PacsUnderTest = { stop(): Promise<void> }

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  // a server that listens on TCP has such an address
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Starts the archive of dcmtk under the name PACS, with room for a few studies, which it sends to one other. */
export async function startPacs(
  folder: string,
  { port, to }: { port: number; to: { aet: string; port: number } },
): Promise<PacsUnderTest> {
  mkdirSync(join(folder, 'store'), { recursive: true })
  const config = join(folder, 'dcmqrscp.cfg')
  writeFileSync(
    config,
    [
      ...['MaxPDUSize = 16384', 'MaxAssociations = 16', 'HostTable BEGIN', `us = (${to.aet}, 127.0.0.1, ${to.port})`],
      ...['HostTable END', 'VendorTable BEGIN', 'VendorTable END', 'AETable BEGIN'],
      ...[`PACS ${join(folder, 'store')} RW (100, 1024mb) ANY`, 'AETable END', ''],
    ].join('\n'),
  )
  const started = spawn('dcmqrscp', ['-c', config, String(port)], { stdio: 'ignore' })
  while (!(await answers(port)));
  return {
    stop: async () => {
      started.kill()
      if (started.exitCode === null && started.signalCode === null) await once(started, 'exit')
    },
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const isUp = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
  })
  socket.destroy()
  return isUp
}
