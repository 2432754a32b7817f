import { join } from 'node:path'
import type { Browser } from 'playwright-core'

const library = join(import.meta.dirname, '../node_modules/dicomweb-client/build/dicomweb-client.js')

type Asked = { at: string; dicomWeb: string; token: string; studyUid: string }

/**
 * Asks for a study, its objects, frames and files by dicomweb-client, in a page of another origin, and gives one object
 * back: how many objects and files came, and of how many bytes.
 */
export async function askByLibrary(browser: Browser, { at, dicomWeb, token, studyUid }: Asked) {
  const page = await (await browser.newContext()).newPage()
  await page.goto(at)
  await page.addScriptTag({ path: library })
  const found = await page.evaluate(
    async ([url, given, studyInstanceUID]) => {
      type Answer = Record<string, { Value: string[]; BulkDataURI?: string }>
      type Client = {
        searchForStudies(): Promise<Answer[]>
        searchForSeries(options: object): Promise<Answer[]>
        retrieveSeriesMetadata(options: object): Promise<Answer[]>
        retrieveInstanceFrames(options: object): Promise<ArrayBuffer[]>
        retrieveInstance(options: object): Promise<ArrayBuffer>
        retrieveStudy(options: object): Promise<ArrayBuffer[]>
        retrieveBulkData(options: object): Promise<ArrayBuffer[]>
        storeInstances(options: object): Promise<unknown>
      }
      const { DICOMwebClient } = globalThis as unknown as {
        DICOMwebClient: { api: { DICOMwebClient: new (o: object) => Client } }
      }
      const client = new DICOMwebClient.api.DICOMwebClient({ url, headers: { Authorization: `Bearer ${given}` } })
      const [study] = await client.searchForStudies()
      const [series] = await client.searchForSeries({ studyInstanceUID })
      const seriesInstanceUID = series?.['0020000E']?.Value[0]
      const all = await client.retrieveSeriesMetadata({ studyInstanceUID, seriesInstanceUID })
      const sopInstanceUID = all[0]?.['00080018']?.Value[0]
      const one = { studyInstanceUID, seriesInstanceUID, sopInstanceUID }
      const frames = await client.retrieveInstanceFrames({ ...one, frameNumbers: [1] })
      const whole = await client.retrieveInstance(one)
      const files = await client.retrieveStudy({ studyInstanceUID })
      const BulkDataURI = all[0]?.['7FE00010']?.BulkDataURI
      const bulk = await client.retrieveBulkData({ BulkDataURI })
      // what is there is known, and given again it stays one
      await client.storeInstances({ studyInstanceUID, datasets: [whole] })
      return {
        studies: study?.['0020000D']?.Value[0],
        objects: all.length,
        frame: frames[0]?.byteLength ?? 0,
        file: whole.byteLength,
        files: files.length,
        bulk: bulk[0]?.byteLength ?? 0,
      }
    },
    [dicomWeb, token, studyUid] as const,
  )
  await page.context().close()
  return found
}
