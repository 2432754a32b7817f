// The viewer that most others would put behind the same link: OHIF, minified and compressed, on an Orthanc that keeps the
// studies as JPEG-LS.

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, relative } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Page } from 'playwright-core'
import { ohifConfig, ohifFolder, ohifTypes } from '../e2e/ohif.ts'
import { until } from '../e2e/until.ts'
import { prepareLan } from '../ops/lan.ts'
import { freePorts } from '../ops/ports.ts'

const dicomWebPlugin = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so'
const longestMs = 240_000

/** OHIF with an archive of its own behind the link, and how long it takes. */
export type OhifSide = {
  url: string
  certificateFile: string
  /** Keeps a study as JPEG-LS, and gives the bytes of its files. */
  keep: (files: readonly string[]) => Promise<number>
  /** Seconds until a slice is painted and until every frame has come, of a study that is new, in a page of this context. */
  wait: (page: Page, studyUid: string, frames: number) => Promise<{ first: number; whole: number }>
  close: () => Promise<void>
}

/** Starts the archive and serves the viewer at an address. */
export async function openOhifSide(address: string): Promise<OhifSide> {
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-ohif-'))
  const archive = await startArchive(folder)
  const files = compressed()
  // by TLS, since browsers take nothing better than gzip without it
  const lan = await prepareLan(folder, address, 0)
  const keys = { cert: readFileSync(lan.certificateFile), key: readFileSync(lan.keyFile) }
  const server = createServer(keys, (request, reply) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname
    if (path.startsWith('/dicom-web/')) pass(archive.port, request, reply)
    else serve(files, path, reply)
  })
  server.listen(0, address)
  await once(server, 'listening')
  const url = `https://${address}:${(server.address() as AddressInfo).port}`
  files.set('/app-config.js', plain('text/javascript', Buffer.from(ohifConfig('/dicom-web'))))
  return {
    url,
    certificateFile: lan.certificateFile,
    keep: async (sent) => await keep(archive.port, folder, sent),
    wait: async (page, studyUid, frames) => await wait(page, `${url}/viewer?StudyInstanceUIDs=${studyUid}`, frames),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await archive.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Archive = { port: number; stop: () => Promise<void> }

async function startArchive(folder: string): Promise<Archive> {
  const { ORTHANC_PORT: port } = await freePorts()
  const file = join(folder, 'orthanc.json')
  const settings = {
    ...{ StorageDirectory: folder, IndexDirectory: folder, HttpPort: port, DicomServerEnabled: false },
    ...{ Plugins: [dicomWebPlugin], AuthenticationEnabled: false, RemoteAccessAllowed: false },
    ...{ DicomWeb: { Enable: true, Root: '/dicom-web/' } },
  }
  writeFileSync(file, JSON.stringify(settings))
  const running = spawn('Orthanc', [file], {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` },
  })
  const ended = once(running, 'exit')
  await until('the archive', async () => (await fetch(`http://127.0.0.1:${port}/system`)).ok)
  return {
    port,
    stop: async () => {
      running.kill()
      await ended
    },
  }
}

async function keep(port: number, folder: string, files: readonly string[]): Promise<number> {
  let bytes = 0
  for (const file of files) {
    const packed = join(folder, 'packed.dcm')
    execFileSync('dcmcjpls', [file, packed])
    const body = readFileSync(packed)
    bytes += body.length
    const reply = await fetch(`http://127.0.0.1:${port}/instances`, { method: 'POST', body })
    if (!reply.ok) throw new Error(`the archive answered ${reply.status}`)
  }
  return bytes
}

type Served = { type: string; bytes: Buffer; encoding: 'br' | null }
const plain = (type: string, bytes: Buffer): Served => ({ type, bytes, encoding: null })

/** All files of the viewer, texts compressed once, so that serving them costs no time. */
function compressed(): Map<string, Served> {
  const files = new Map<string, Served>()
  for (const entry of readdirSync(ohifFolder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const place = join(entry.parentPath, entry.name)
    const type = ohifTypes[extname(entry.name)] ?? 'application/octet-stream'
    const bytes = readFileSync(place)
    const isText = /\.(js|css|html|json|svg|wasm)$/.test(entry.name)
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
    const served = isText
      ? { type, bytes: brotliCompressSync(bytes, quality), encoding: 'br' as const }
      : plain(type, bytes)
    files.set(`/${relative(ohifFolder, place)}`, served)
  }
  return files
}

function serve(files: Map<string, Served>, path: string, reply: ServerResponse): void {
  const found = files.get(path) ?? files.get('/index.html')
  if (!found) return void reply.writeHead(404).end()
  reply.setHeader('content-type', found.type)
  if (found.encoding) reply.setHeader('content-encoding', found.encoding)
  // the browser keeps all of it, as a good installation would have it
  reply.setHeader('cache-control', 'public, max-age=31536000, immutable')
  reply.end(found.bytes)
}

function pass(port: number, request: IncomingMessage, reply: ServerResponse): void {
  const onward = forward({ port, path: request.url, method: request.method, headers: request.headers }, (answer) => {
    reply.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(reply)
  })
  onward.on('error', () => reply.destroy())
  request.pipe(onward)
}

async function wait(page: Page, address: string, frames: number): Promise<{ first: number; whole: number }> {
  const came = new Set<string>()
  const begun = performance.now()
  const whole = Promise.withResolvers<number>()
  const note = (url: string) => {
    const frame = /\/instances\/([\d.]+)\/frames\//.exec(url)?.[1]
    if (frame) came.add(frame)
    if (came.size === frames) whole.resolve((performance.now() - begun) / 1000)
  }
  page.on('requestfinished', (request) => note(request.url()))
  const late = setTimeout(() => whole.reject(new Error(`only ${came.size} of ${frames} frames came`)), longestMs)
  await page.goto(address, { waitUntil: 'commit' })
  const first = page.evaluate(
    async () =>
      await new Promise<number>((resolve) => {
        const small = document.createElement('canvas')
        Object.assign(small, { width: 64, height: 64 })
        const pen = small.getContext('2d', { willReadFrequently: true })
        const look = () => {
          const canvas = [...document.querySelectorAll('canvas')].toSorted((a, b) => b.width - a.width)[0]
          if (canvas && pen && canvas.width > 100) {
            pen.drawImage(canvas, 0, 0, 64, 64)
            const greys = new Set(pen.getImageData(0, 0, 64, 64).data.filter((_, at) => at % 4 === 0))
            if (greys.size > 40) return resolve(performance.now() / 1000)
          }
          requestAnimationFrame(look)
        }
        look()
      }),
  )
  const times = { first: await first, whole: await whole.promise }
  clearTimeout(late)
  return times
}
