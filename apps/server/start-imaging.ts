import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import {
  FrameFiles,
  ImageSender,
  Intake,
  type MarkDesk,
  Orthanc,
  openTeachingDesk,
  ParcelDesk,
  PixelPool,
  parcelRoutes,
  ShareDesk,
  type TeachingDesk,
  UploadDesk,
  uploadRoutes,
} from '#capabilities/imaging/server/index.ts'
import type { DicomWebParts } from '#gateways/dicom-web/parts.ts'
import { answerPreflights } from '#gateways/dicom-web/preflight.ts'
import type { Hint } from '#platform/contract/event.ts'
import type { Config } from '#platform/server/config.ts'
import type { House } from '#platform/server/house.ts'
import type { Gate } from '#platform/server/serve.ts'

const parcelThreads = 2

/** What a server process has for images. */
export type Imaging = {
  orthanc: Orthanc | null
  /** What the endpoints need of it. */
  parts: {
    orthanc: Orthanc | null
    sender: ImageSender
    uploads: UploadDesk
    teaching: TeachingDesk
    marking: MarkDesk
    outside: DicomWebParts
  }
  /** Looks anew at who may see what when a hint says that it may have changed. */
  hear(hints: readonly Hint[]): void
  /** Puts the resumable uploads of people and of gateways on the server. */
  mount(scope: FastifyInstance, gate: Gate): void
  close(): Promise<void>
}

/** Starts what takes images in and sends them out; without an archive, gateways keep what they have. */
export async function startImaging(house: House, config: Config): Promise<Imaging> {
  const files = framesOf(config)
  const shares = new ShareDesk(house)
  const orthanc = orthancOf(config)
  const uploads = new UploadDesk({ house, orthanc, folder: join(config.DATA_DIR, 'uploads') })
  await uploads.start()
  const pool = new PixelPool(parcelThreads)
  // who draws never holds up what comes in, and who asks from outside holds up nobody here
  const drawing = new PixelPool(1)
  const outsiders = new PixelPool(1)
  const sender = new ImageSender(files, drawing)
  const maker = orthanc && { house, orthanc, pool, files }
  const intake = maker && new Intake(maker)
  const parcels = new ParcelDesk({ house, intake, folder: join(config.DATA_DIR, 'parcels') })
  parcels.start()
  const teaching = await openTeachingDesk(config.DATA_DIR)
  return {
    orthanc,
    parts: {
      orthanc,
      sender,
      uploads,
      teaching,
      marking: { files, pool: drawing },
      outside: { shares, files, orthanc, pool: outsiders, maker },
    },
    hear: (hints) => {
      sender.hear(hints)
      shares.hear(hints)
    },
    mount: (scope, gate) => {
      answerPreflights(scope)
      uploadRoutes(scope, house, gate, uploads)
      parcelRoutes(scope, house, parcels)
    },
    close: async () => {
      await uploads.close()
      await parcels.close()
      await pool.close()
      await drawing.close()
      await outsiders.close()
      await orthanc?.close()
    },
  }
}

/** The archive of the configuration, or null where there is none. */
export const orthancOf = (config: Config): Orthanc | null =>
  config.ORTHANC_URL && config.ORTHANC_USER && config.ORTHANC_PASSWORD
    ? new Orthanc({ url: config.ORTHANC_URL, user: config.ORTHANC_USER, password: config.ORTHANC_PASSWORD })
    : null

/** Where the frames that screens show lie. */
export const framesOf = (config: Config): FrameFiles => new FrameFiles(join(config.DATA_DIR, 'images'))
