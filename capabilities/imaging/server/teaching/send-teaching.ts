import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../../contract/teaching.ts'
import type { Box } from '../../contract/teaching.ts'
import { openDicom, shownFrames } from '../../pixels/index.ts'
import { tagsOf } from '../dicom-tags.ts'
import { blackOut } from './black-out.ts'
import { pictureOf } from './grey-of.ts'
import type { HubKey } from './hub-key.ts'
import { mustStillTreat } from './still-treated.ts'
import type { TeachingFiles } from './teaching-files.ts'

type Asked = { copyId: string; imageId: string }

/** The image that the caller may see, and the state of its copy. */
async function imageOf(call: OutsideCall, asked: Asked) {
  const row = await inTransaction(
    call.house,
    call.actor,
    async (tx) =>
      await tx
        .selectFrom('imaging.teaching_image as image')
        .innerJoin('imaging.teaching_copy as copy', 'copy.id', 'image.copy_id')
        .select(['image.position', 'image.confirmed', 'image.is_left_out'])
        .select(['copy.state', 'copy.case_code', 'copy.source', 'copy.facility_id'])
        .where('image.id', '=', asked.imageId)
        .where('copy.id', '=', asked.copyId)
        .where('copy.state', '!=', 'discarded')
        .executeTakeFirst(),
    'read',
  )
  if (!row) throw notFound()
  return row
}

/** Sends a frame as a picture; while it is held, with what was confirmed so far in black. */
export async function sendTeachingPicture(
  { key, files }: { key: HubKey; files: TeachingFiles },
  call: OutsideCall,
  input: ParsedOf<typeof contract.getTeachingPicture>,
): Promise<unknown> {
  const image = await imageOf(call, input)
  const isUsable = image.state === 'usable'
  // what is held may still show who it is of
  if (!isUsable) {
    call.note({ patientId: key.open(image.source).patientId, purpose: 'teaching' })
    await inTransaction(call.house, call.actor, async (tx) => await mustStillTreat(tx, key, image), 'read')
  }
  if (isUsable && image.is_left_out) throw notFound()
  const file = await files.read(input.copyId, input.imageId, isUsable ? 'final' : 'held')
  if (!file) throw notFound()
  let frame = 0
  for await (const { samples, layout } of shownFrames(openDicom(file))) {
    frame += 1
    if (frame < input.frame) continue
    // the contract alone writes the boxes
    if (!isUsable) blackOut(samples, layout, (image.confirmed ?? []) as Box[])
    const picture = await pictureOf(samples, layout, tagsOf(file))
    await call.reply.type('image/png').header('cache-control', 'no-store').send(picture)
    return undefined
  }
  throw notFound()
}

/** Sends the DICOM file of an image; never before its copy was reviewed and blacked out. */
export async function sendTeachingFile(
  files: TeachingFiles,
  call: OutsideCall,
  input: ParsedOf<typeof contract.getTeachingFile>,
): Promise<unknown> {
  const image = await imageOf(call, input)
  if (image.state !== 'usable' || image.is_left_out) throw notFound()
  const file = await files.read(input.copyId, input.imageId, 'final')
  if (!file) throw notFound()
  const name = `${image.case_code}-${String(image.position).padStart(4, '0')}.dcm`
  await call.reply
    .type('application/dicom')
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(file)
  return undefined
}
