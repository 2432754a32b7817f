import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Orthanc } from './orthanc.ts'

const startWithinMs = 20_000

/** A real archive of a test's own, and a folder for frames beside it. */
export type ArchiveUnderTest = { orthanc: Orthanc; folder: string; close: () => Promise<void> }

/** Starts Orthanc with nothing in it, reachable from this machine alone. */
export async function openArchive(): Promise<ArchiveUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-archive-'))
  const port = await freePort()
  const file = join(folder, 'orthanc.json')
  const settings = {
    ...{ StorageDirectory: folder, IndexDirectory: folder, HttpPort: port, DicomServerEnabled: false, Plugins: [] },
    ...{ AuthenticationEnabled: true, RegisteredUsers: { test: 'test' }, RemoteAccessAllowed: false },
    ...{ OverwriteInstances: false, StableAge: 1 },
  }
  writeFileSync(file, JSON.stringify(settings))
  const PATH = `${process.env['PATH']}:/usr/sbin`
  const running = spawn('Orthanc', [file], { stdio: 'ignore', env: { ...process.env, PATH } })
  const ended = once(running, 'exit')
  const orthanc = new Orthanc({ url: `http://127.0.0.1:${port}`, user: 'test', password: 'test' })
  const deadline = Date.now() + startWithinMs
  while (!(await orthanc.isUp())) {
    if (Date.now() > deadline || running.exitCode !== null) throw new Error('Orthanc did not start')
    await sleep(100)
  }
  return {
    orthanc,
    folder,
    close: async () => {
      await orthanc.close()
      running.kill()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

type Said = { study: string; again?: string; series: string; sop: string; patient: string; grey?: number }

const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7'

/** A small image that says what is wanted, its StudyInstanceUID also twice. */
export function strangeImage(said: Said): Buffer {
  const pixels = Buffer.alloc(32 * 32 * 2, said.grey ?? 7)
  const number = (value: number) => Buffer.from([value & 255, value >> 8])
  const body = [
    element(0x08, 0x16, 'UI', secondaryCapture),
    element(0x08, 0x18, 'UI', said.sop),
    element(0x08, 0x60, 'CS', 'CT'),
    element(0x10, 0x10, 'PN', 'A^B'),
    element(0x10, 0x20, 'LO', said.patient),
    element(0x20, 0x0d, 'UI', said.study),
    ...(said.again ? [element(0x20, 0x0d, 'UI', said.again)] : []),
    element(0x20, 0x0e, 'UI', said.series),
    element(0x28, 0x02, 'US', number(1)),
    element(0x28, 0x04, 'CS', 'MONOCHROME2'),
    ...[0x10, 0x11].map((tag) => element(0x28, tag, 'US', number(32))),
    ...[0x100, 0x101].map((tag) => element(0x28, tag, 'US', number(16))),
    element(0x28, 0x102, 'US', number(15)),
    element(0x28, 0x103, 'US', number(0)),
    element(0x7fe0, 0x10, 'OW', pixels),
  ]
  const meta = Buffer.concat([
    element(0x02, 0x02, 'UI', secondaryCapture),
    element(0x02, 0x03, 'UI', said.sop),
    element(0x02, 0x10, 'UI', '1.2.840.10008.1.2.1'),
  ])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(meta.length)
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), element(0x02, 0x00, 'UL', length), meta, ...body])
}

function element(group: number, tag: number, vr: string, said: string | Buffer): Buffer {
  const bytes = typeof said === 'string' ? Buffer.from(said, 'latin1') : said
  const padding = bytes.length % 2 === 0 ? '' : vr === 'UI' ? '\0' : ' '
  const value = Buffer.concat([bytes, Buffer.from(padding)])
  const head = Buffer.alloc(vr === 'OW' ? 12 : 8)
  head.writeUInt16LE(group, 0)
  head.writeUInt16LE(tag, 2)
  head.write(vr, 4, 'latin1')
  if (vr === 'OW') head.writeUInt32LE(value.length, 8)
  else head.writeUInt16LE(value.length, 6)
  return Buffer.concat([head, value])
}
