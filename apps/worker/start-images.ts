import {
  eraseStudy,
  eraseStudyJob,
  indexArchive,
  makePreviews,
  type Orthanc,
  PixelPool,
  readResults,
  watchArchive,
} from '#capabilities/imaging/server/index.ts'
import type { Config } from '#platform/server/config.ts'
import { every } from '#platform/server/every.ts'
import type { House } from '#platform/server/house.ts'
import { framesOf } from '../server/start-imaging.ts'

const archiveMs = 700
const previewMs = 500
const resultMs = 1000
const threads = 2

/** Begins to erase the images of studies that were removed. */
export async function workOnRemovals(house: House, config: Config, orthanc: Orthanc): Promise<void> {
  const files = framesOf(config)
  await house.jobs?.work(eraseStudyJob, async (wanted) => await eraseStudy({ house, orthanc, files }, wanted))
}

/** Looks for what came to the archive, makes its frames and the pictures of its series. Returns how to stop it. */
export function startImages(house: House, config: Config, orthanc: Orthanc): () => Promise<void> {
  const files = framesOf(config)
  const pool = new PixelPool(threads)
  const previews = every(previewMs, house.log, 'make-previews', async () => await makePreviews(house, files))
  const reading = every(resultMs, house.log, 'read-results', async () => {
    await readResults({ house, orthanc, pool })
  })
  const indexing = every(archiveMs, house.log, 'index-archive', async () => {
    if ((await indexArchive({ house, orthanc, pool, files })) === 0) return
    previews.soon()
    reading.soon()
  })
  const watching = every(archiveMs, house.log, 'watch-archive', async () => {
    if ((await watchArchive(house, orthanc)) > 0) indexing.soon()
  })
  return async () => {
    await Promise.all([watching.stop(), indexing.stop(), reading.stop(), previews.stop()])
    await pool.close()
  }
}
