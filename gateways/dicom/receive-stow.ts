import { createHash, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Keeper } from './incoming.ts'
import { MultipartBroken, partsOf, partsTypeOf } from './multipart.ts'
import type { IntakeOutcome } from './object-intake.ts'
import { type TakenFile, takeFile } from './take-file.ts'

const idleMs = 60_000

/** Where STOW-RS is served, what a caller must show, and under which names its objects are kept. */
export type StowOptions = { host: string; port: number; token: string; callingAet: string; calledAet: string }

/** Listens for STOW-RS (PS3.18 10.5): POST /studies with DICOM files in a multipart body. */
export async function listenForStow(options: StowOptions, keeper: Keeper): Promise<{ close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(options, keeper, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  server.setTimeout(idleMs)
  server.listen(options.port, options.host)
  await once(server, 'listening')
  return {
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function answer(
  options: StowOptions,
  keeper: Keeper,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = refusalOf(options, request)
  const multipart = partsTypeOf(request.headers['content-type'] ?? '')
  if (refusal || !multipart || multipart.type !== 'application/dicom') {
    // what is left of the body is not read, so the connection cannot serve another call
    response.writeHead(refusal ?? 415, { connection: 'close' }).end()
    return
  }
  const [, studyUid = ''] = studiesPath.exec(request.url ?? '') ?? []
  const taken: TakenFile[] = []
  try {
    for await (const part of partsOf(request, multipart.boundary))
      taken.push(await takeFile(keeper, part.bytes, options))
  } catch (error) {
    if (!(error instanceof MultipartBroken)) throw error
    // what was whole before it is kept, and is said to be
    if (taken.length === 0) {
      response.writeHead(400, { connection: 'close' }).end()
      return
    }
  }
  const isKept = ({ outcome }: TakenFile) => statusOf[outcome] === 0
  const kept = taken.filter(isKept)
  const status = kept.length === taken.length ? 200 : kept.length > 0 ? 202 : 409
  response.writeHead(status, { 'content-type': 'application/dicom+json' })
  response.end(
    JSON.stringify(
      bodyOf(
        kept,
        taken.filter((each) => !isKept(each)),
        studyUid,
      ),
    ),
  )
}

const studiesPath = /^\/studies(?:\/([0-9.]{1,64}))?$/

function refusalOf({ token }: StowOptions, request: IncomingMessage): number | null {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const shown = digest(request.headers.authorization ?? '')
  if (!timingSafeEqual(shown, digest(`Bearer ${token}`))) return 401
  if (!studiesPath.test(request.url ?? '')) return 404
  return request.method === 'POST' ? null : 405
}

/** Failure reasons of PS3.18 10.5.3; 0 is none. */
const statusOf: Record<IntakeOutcome, number> = {
  kept: 0,
  known: 0,
  'kept-apart': 0,
  'no-room': 0xa700,
  truncated: 0xc000,
  malformed: 0xc000,
  'other-object': 0xa900,
  failed: 0x0110,
}

const uids = (value: string) => ({ vr: 'UI', Value: [value] })
const itemOf = ({ sopClassUid, instanceUid }: TakenFile) => ({
  '00081150': uids(sopClassUid),
  '00081155': uids(instanceUid),
})

const bodyOf = (kept: TakenFile[], failed: TakenFile[], studyUid: string): object => ({
  ...(studyUid ? { '0020000D': uids(studyUid) } : {}),
  ...(kept.length > 0 ? { '00081199': { vr: 'SQ', Value: kept.map(itemOf) } } : {}),
  ...(failed.length > 0
    ? {
        '00081198': {
          vr: 'SQ',
          Value: failed.map((each) => ({
            ...itemOf(each),
            '00081197': { vr: 'US', Value: [statusOf[each.outcome]] },
          })),
        },
      }
    : {}),
})
