import sharp, { type OverlayOptions, type Sharp } from 'sharp'
import { z } from 'zod'
import { systemActor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import { frameLayout } from '../contract/images.ts'
import { imagesReady } from '../contract.ts'
import { decodeFrame, decodeSmall, type FrameLayout } from '../pixels/index.ts'
import { type DicomTags, tagNumber } from './dicom-tags.ts'
import type { FrameFiles, Picture } from './frame-files.ts'
import { asBytes } from './grey-values.ts'
import type { FramePlace } from './inspect.ts'

const seriesAtOnce = 8
const keyQuality = 75
const keySide = 4_096
const thumbSide = 128
const mosaicTiles = 64
const mosaicColumns = 8
const placesOf = z.array(z.array(z.number()).min(2))

type Series = { id: string; studyId: string; frames: number; patientId: string | null }
type FrameOf = { instanceId: string; place: FramePlace; layout: FrameLayout; tags: DicomTags }
type Drawn = { kind: Picture; bytes: Buffer }

// one picture is small; threads of its own would take the processor from what somebody waits for
sharp.concurrency(1)

/**
 * Makes the pictures of series that have more frames than their pictures show: the middle slice, the
 * same small, and all slices side by side. They are for finding one's way, never for a diagnosis. A series that cannot be
 * drawn goes without, so that it holds up no other. Returns how many.
 */
export async function makePreviews(house: House, files: FrameFiles): Promise<number> {
  const actor = systemActor('make-previews', house.clock.now())
  const stale = await inTransaction(house, actor, async (tx) => await staleSeries(tx), 'read')
  for (const series of stale) {
    const objects = await inTransaction(house, actor, async (tx) => await objectsOf(tx, series.id), 'read')
    const pictures = await drawSeries(files, series, objects).catch((error: unknown) => {
      const fault = error instanceof Error ? error.message : 'unknown'
      house.log.error({ seriesId: series.id, fault }, 'series without pictures')
      return []
    })
    for (const { kind, bytes } of pictures) await files.writePicture(series.studyId, series.id, kind, bytes)
    await inTransaction(house, actor, async (tx) => {
      await tx
        .updateTable('imaging.series')
        .set({ preview_frames: series.frames, preview_at: actor.now })
        .where('id', '=', series.id)
        .execute()
      if (series.patientId) await emit(tx, actor, imagesReady, { studyId: series.studyId, patientId: series.patientId })
    })
  }
  return stale.length
}

async function staleSeries(tx: Tx): Promise<Series[]> {
  const rows = await tx
    .selectFrom('imaging.series as series')
    .innerJoin('imaging.study as study', 'study.id', 'series.study_id')
    .select(['series.id', 'series.study_id', 'series.frames', 'study.patient_id'])
    .whereRef('series.preview_frames', '<', 'series.frames')
    .orderBy('study.last_arrived_at', 'desc')
    .limit(seriesAtOnce)
    .execute()
  return rows.map((row) => ({ id: row.id, studyId: row.study_id, frames: row.frames, patientId: row.patient_id }))
}

const objectsOf = async (tx: Tx, seriesId: string) =>
  await tx
    .selectFrom('imaging.instance')
    .select(['id', 'layout', 'frames', 'tags'])
    .where('series_id', '=', seriesId)
    .where('layout', 'is not', null)
    .execute()

type Objects = Awaited<ReturnType<typeof objectsOf>>

function framesOf(objects: Objects): FrameOf[] {
  return objects
    .map((row) => ({ row, tags: row.tags as DicomTags }))
    .sort((a, b) => (tagNumber(a.tags, '00200013') ?? 0) - (tagNumber(b.tags, '00200013') ?? 0))
    .flatMap(({ row, tags }) => {
      const layout = frameLayout.parse(row.layout)
      return placesOf
        .parse(row.frames)
        .map((place) => ({ instanceId: row.id, place: place as FramePlace, layout, tags }))
    })
}

async function drawSeries(files: FrameFiles, series: Series, objects: Objects): Promise<Drawn[]> {
  const frames = framesOf(objects)
  const middle = frames[Math.floor(frames.length / 2)]
  if (!middle) return []
  const bytes = await bytesOf(files, series, middle)
  if (!bytes) return []
  const whole = picture(await decodeFrame(bytes, middle.layout), middle.layout, middle.tags)
  const key = whole
    .clone()
    .resize({ width: keySide, height: keySide, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: keyQuality })
  const thumb = whole.resize({ width: thumbSide, height: thumbSide, fit: 'contain' }).webp({ quality: keyQuality })
  return [
    { kind: 'key', bytes: await key.toBuffer() },
    { kind: 'thumb', bytes: await thumb.toBuffer() },
    { kind: 'mosaic', bytes: await mosaic(files, series, frames) },
  ]
}

async function mosaic(files: FrameFiles, series: Series, frames: FrameOf[]): Promise<Buffer> {
  const count = Math.min(mosaicTiles, frames.length)
  const tiles: OverlayOptions[] = []
  for (let tile = 0; tile < count; tile += 1) {
    const frame = frames[Math.floor((tile * frames.length) / count)]
    const bytes = frame && (await bytesOf(files, series, frame))
    if (!bytes) continue
    const small = await decodeSmall(bytes, frame.layout, thumbSide)
    const input = await picture(small.samples, small.layout, frame.tags)
      .resize({ width: thumbSide, height: thumbSide, fit: 'contain' })
      .png()
      .toBuffer()
    tiles.push({ input, left: (tile % mosaicColumns) * thumbSide, top: Math.floor(tile / mosaicColumns) * thumbSide })
  }
  const width = Math.min(mosaicColumns, count) * thumbSide
  const height = Math.ceil(count / mosaicColumns) * thumbSide
  const black = { create: { width, height, channels: 3 as const, background: '#000' } }
  return await sharp(black).composite(tiles).webp({ quality: keyQuality }).toBuffer()
}

async function bytesOf(files: FrameFiles, series: Series, { instanceId, place }: FrameOf): Promise<Buffer | null> {
  return await files.readFrame({ studyId: series.studyId, instanceId }, place)
}

function picture(samples: Buffer, layout: FrameLayout, tags: DicomTags): Sharp {
  const { columns: width, rows: height, components: channels } = layout
  return sharp(channels === 3 ? samples : asBytes(samples, layout, tags), { raw: { width, height, channels } })
}
