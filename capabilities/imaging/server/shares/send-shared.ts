import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { ok } from '#platform/contract/page.ts'
import { systemActor } from '#platform/server/actor.ts'
import { type Handler, handleOutside, type OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import * as contract from '../../contract/shared-images.ts'
import type { FrameFiles } from '../frame-files.ts'
import { imageSeriesOf } from '../image-series.ts'
import type { Orthanc } from '../orthanc.ts'
import { sendInRange } from '../send-images.ts'
import type { OpenShare, SharedInstance } from './read-share.ts'
import type { ShareDesk } from './use-share.ts'
import { refusalOf, visitShare } from './visit-share.ts'

/** What visitors are served from. */
export type VisitParts = { shares: ShareDesk; files: FrameFiles; orthanc: Orthanc | null }

const cookieName = 'shared-images'

/** What somebody outside sees in our own pages by a link, without an account. */
export const visitHandlers = (parts: VisitParts): Handler[] => [
  handleOutside(contract.visitShare, begin),
  handleOutside(contract.getSharedImages, async (call) => await listShared(call, await admit(parts, call))),
  handleOutside(contract.getSharedFrame, async (call, input) => await sendFrame(parts, call, input)),
  handleOutside(contract.getSharedPicture, async (call, input) => await sendPicture(parts, call, input)),
  handleOutside(contract.getSharedFile, async (call, input) => await sendFile(parts, call, input)),
]

async function begin(call: OutsideCall, input: ParsedOf<typeof contract.visitShare>): Promise<typeof ok> {
  const actor = systemActor('visit-share', call.house.clock.now())
  const given = { ...input, code: input.code, source: call.request.ip, now: actor.now }
  const verdict = await inTransaction(call.house, actor, async (tx) => await visitShare(tx, given))
  if ('refused' in verdict) throw refusalOf(verdict.refused)
  const { share, visit } = verdict
  call.note({ patientId: share.patientId, purpose: 'shared-images', basis: share.basis })
  const seconds = Math.max(1, Math.floor((share.expiresAt.getTime() - actor.now.getTime()) / 1000))
  call.reply.header('set-cookie', cookieOf(call, visit, seconds))
  return ok
}

const cookieOf = (call: OutsideCall, value: string, seconds: number): string =>
  [
    ...[`${cookieName}=${value}`, `Max-Age=${seconds}`, `Path=${contract.sharedImagesRoot}`],
    ...['HttpOnly', 'SameSite=Strict', ...(call.request.protocol === 'https' ? ['Secure'] : [])],
  ].join('; ')

/** The share of the visit that a browser proves; 404 when it is over or closed. */
export async function admit({ shares }: VisitParts, call: OutsideCall, isByItself = false): Promise<OpenShare> {
  const visit = new RegExp(`(?:^|; )${cookieName}=([\\w-]{20,100})(?:;|$)`).exec(call.request.headers.cookie ?? '')?.[1]
  const share = visit ? await shares.visit(visit) : null
  if (!share) throw notFound()
  call.note({ patientId: share.patientId, purpose: 'shared-images', basis: share.basis })
  // the visit left its row when it began; a file that is taken away leaves one of its own
  if (!isByItself) call.isPartOfLook()
  call.reply.header('cache-control', 'no-store')
  return share
}

async function listShared(call: OutsideCall, share: OpenShare): Promise<OutputOf<typeof contract.getSharedImages>> {
  const actor = systemActor('visit-share', call.house.clock.now())
  const ids = [...new Set(share.instances.map((each) => each.seriesId))]
  const { study, series } = await inTransaction(
    call.house,
    actor,
    async (tx) => ({
      study: await tx
        .selectFrom('imaging.study')
        .select(['modality', 'description', 'started_at'])
        .where('id', '=', share.studyId)
        .executeTakeFirst(),
      series: await tx
        .selectFrom('imaging.series')
        .select(['id', 'series_uid', 'number', 'modality', 'description', 'preview_frames'])
        .where('id', 'in', ids.length > 0 ? ids : [share.studyId])
        .orderBy('number')
        .execute(),
    }),
    'read',
  )
  if (!study) throw notFound()
  const name = share.instances[0]?.tags['00100010']?.Value?.[0] as { Alphabetic?: string } | undefined
  return {
    ...{ studyUid: share.studyUid, modality: study.modality, description: study.description },
    startedAt: study.started_at && toInstant(study.started_at),
    ...{ patient: name?.Alphabetic ?? '', isIdentified: share.isIdentified, mayDownload: share.mayDownload },
    expiresAt: toInstant(share.expiresAt),
    series: series.map((row) => {
      const own = share.instances.filter((each) => each.seriesId === row.id)
      return imageSeriesOf(
        row,
        own.map((each) => ({ ...each, content: null, problem: null })),
        null,
      )
    }),
  }
}

function instanceOf(share: OpenShare, instanceId: string): SharedInstance {
  const found = share.instances.find((each) => each.id === instanceId)
  if (!found) throw notFound()
  return found
}

async function sendFrame(
  parts: VisitParts,
  call: OutsideCall,
  input: ParsedOf<typeof contract.getSharedFrame>,
): Promise<undefined> {
  const share = await admit(parts, call)
  const instance = instanceOf(share, input.instanceId)
  const owner = { studyId: share.studyId, instanceId: instance.id }
  const bytes = await parts.files.readFrame(owner, instance.places[input.frame - 1])
  if (!bytes) throw notFound()
  await sendInRange(call, bytes)
  return undefined
}

async function sendPicture(
  parts: VisitParts,
  call: OutsideCall,
  input: ParsedOf<typeof contract.getSharedPicture>,
): Promise<undefined> {
  const share = await admit(parts, call)
  if (!share.instances.some((each) => each.seriesId === input.seriesId)) throw notFound()
  const bytes = await parts.files.readPicture(share.studyId, input.seriesId, input.kind)
  if (!bytes) throw notFound()
  await call.reply.type('image/webp').send(bytes)
  return undefined
}

async function sendFile(
  parts: VisitParts,
  call: OutsideCall,
  input: ParsedOf<typeof contract.getSharedFile>,
): Promise<undefined> {
  const share = await admit(parts, call, true)
  const instance = instanceOf(share, input.instanceId)
  if (!share.mayDownload) throw new Problem(403, 'files-not-shared')
  if (!parts.orthanc) throw new Problem(503, 'imaging-is-off')
  const bytes = await parts.orthanc.file(instance.archiveId)
  if (!bytes) throw notFound()
  await call.reply.type('application/dicom').send(bytes)
  return undefined
}
