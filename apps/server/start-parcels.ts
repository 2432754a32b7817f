import { join } from 'node:path'
import { type FrameFiles, Intake, type Orthanc, ParcelDesk, PixelPool } from '#capabilities/imaging/server/index.ts'
import type { Config } from '#platform/server/config.ts'
import type { House } from '#platform/server/house.ts'

const threads = 2

/** What takes in the objects that gateways send, and how to end it. */
export type Parcels = { desk: ParcelDesk; close(): Promise<void> }

/** Starts the desk for what gateways send; without an archive they keep what they have. */
export function startParcels(
  house: House,
  config: Config,
  given: { orthanc: Orthanc | null; files: FrameFiles },
): Parcels {
  const { orthanc, files } = given
  const pool = new PixelPool(threads)
  const intake = orthanc && new Intake({ house, orthanc, pool, files })
  const desk = new ParcelDesk({ house, intake, folder: join(config.DATA_DIR, 'parcels') })
  desk.start()
  return {
    desk,
    close: async () => {
      await desk.close()
      await pool.close()
    },
  }
}
