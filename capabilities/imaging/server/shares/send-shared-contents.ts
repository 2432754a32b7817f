import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { systemActor } from '#platform/server/actor.ts'
import { type Handler, handleOutside, type OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound } from '#platform/server/problem.ts'
import { type ObjectContent, objectContent, type Waveform, waveform } from '../../contract/contents.ts'
import * as contract from '../../contract/shared-contents.ts'
import type { PixelPool } from '../pixel-pool.ts'
import { documentPolicy } from '../send-contents.ts'
import { partRows, TileReader } from '../tile-reader.ts'
import { TurnCounter } from '../turns.ts'
import type { OpenShare } from './read-share.ts'
import { admit, type VisitParts } from './send-shared.ts'

type Parts = VisitParts & { tiles: TileReader }

// as many as the browsers of a few people ask for at once
const turns = new TurnCounter({ ofShare: 24, ofAll: 96 })

/** Slides, waveforms and documents for visitors of a link. */
export function visitContentHandlers(parts: VisitParts & { pool: PixelPool }): Handler[] {
  const ready = { ...parts, tiles: new TileReader(parts.files, parts.pool) }
  return [
    handleOutside(contract.getSharedContents, async (call) => await listContents(call, await admit(parts, call))),
    handleOutside(contract.getSharedTile, async (call, input) => await sendTile(ready, call, input)),
    handleOutside(contract.getSharedContent, async (call, input) => await sendContent(ready, call, input)),
  ]
}

/** What may be opened by this share: never a picture with the label, a document only where the name is given. */
const isOpenIn = (share: OpenShare, content: ObjectContent): boolean =>
  content.kind === 'tiles' ? !content.showsLabel : content.kind === 'waveform' || share.isIdentified

async function contentsOf(call: OutsideCall, share: OpenShare, ids: readonly string[]) {
  const actor = systemActor('visit-share', call.house.clock.now())
  const own = new Set(share.instances.map((each) => each.id))
  const asked = ids.filter((id) => own.has(id))
  if (asked.length === 0) return []
  const rows = await inTransaction(
    call.house,
    actor,
    async (tx) =>
      await tx
        .selectFrom('imaging.instance')
        .select(['id', 'content'])
        .where('study_id', '=', share.studyId)
        .where('id', 'in', asked)
        .where('content', 'is not', null)
        .execute(),
    'read',
  )
  return rows.map((row) => ({ instanceId: row.id as Id<'instance'>, content: objectContent.parse(row.content) }))
}

async function listContents(call: OutsideCall, share: OpenShare): Promise<OutputOf<typeof contract.getSharedContents>> {
  const ids = share.instances.map((each) => each.id)
  const all = await contentsOf(call, share, ids)
  const contents = all.filter(({ content }) => isOpenIn(share, content))
  return {
    contents,
    withheld: all.filter(({ content }) => content.kind === 'document' && !isOpenIn(share, content)).length,
  }
}

async function found(call: OutsideCall, share: OpenShare, instanceId: string): Promise<ObjectContent> {
  const [only] = await contentsOf(call, share, [instanceId])
  if (!only || !isOpenIn(share, only.content)) throw notFound()
  return only.content
}

async function sendTile(
  parts: Parts,
  call: OutsideCall,
  { instanceId, tile }: ParsedOf<typeof contract.getSharedTile>,
): Promise<undefined> {
  const share = await admit(parts, call)
  turns.take(call, share.shareId)
  const content = await found(call, share, instanceId)
  if (content.kind !== 'tiles') throw notFound()
  const actor = systemActor('visit-share', call.house.clock.now())
  const level = await inTransaction(
    call.house,
    actor,
    async (tx) => await partRows(tx, share.studyId, instanceId),
    'read',
  )
  // parts of the level that are not in the share, since nobody knows what they show, are not sent either
  const own = new Set(share.instances.map((each) => each.id))
  const jpeg = await parts.tiles.jpeg(
    share.studyId,
    level.filter((id) => own.has(id)),
    tile,
  )
  if (!jpeg) throw notFound()
  await call.reply.type('image/jpeg').send(jpeg)
  return undefined
}

async function sendContent(
  parts: Parts,
  call: OutsideCall,
  { instanceId }: ParsedOf<typeof contract.getSharedContent>,
): Promise<undefined> {
  // a document is a whole file: opening it leaves a row of its own
  const share = await admit(parts, call, true)
  turns.take(call, share.shareId)
  const { kind } = await found(call, share, instanceId)
  const bytes = kind === 'tiles' ? null : await parts.files.readContent(share.studyId, instanceId)
  if (!bytes) throw notFound()
  if (kind === 'document') {
    await call.reply
      .type('application/pdf')
      .header('content-disposition', share.mayDownload ? 'inline; filename="tai-lieu.pdf"' : 'inline')
      .header('content-security-policy', documentPolicy)
      .send(bytes)
    return undefined
  }
  const said = waveform.parse(JSON.parse(bytes.toString('utf8')))
  await call.reply.type('application/json').send(JSON.stringify(share.isIdentified ? said : withoutWords(said)))
  return undefined
}

const leads = /^(I|II|III|aVR|aVL|aVF|-aVR|V[1-9]R?|[XYZ])$/

/** The leads without what somebody may have typed at the machine. */
const withoutWords = (said: Waveform): Waveform => ({
  ...said,
  groups: said.groups.map((group) => ({
    ...group,
    label: '',
    channels: group.channels.map((channel) => ({ ...channel, label: leads.test(channel.label) ? channel.label : '' })),
  })),
})
