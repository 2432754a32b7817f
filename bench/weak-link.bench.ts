// How long a specialist behind a weak link waits for a new head CT: until the first slice can be read, and until the
// whole series is there without loss; cold, and with the app kept by the browser. Beside the link's own limit, and beside
// OHIF on Orthanc with the same studies as JPEG-LS.
import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { sendByStore } from '../e2e/head-ct.ts'
import { openLink } from '../e2e/link.ts'
import { password } from '../e2e/stage.ts'
import { until } from '../e2e/until.ts'
import { openBenchStage } from './bench-stage.ts'
import { framesReady, makeStudies } from './many-studies.ts'
import { openOhifSide } from './ohif-side.ts'

const rates = [2, 20]

/** What a browser is told of a certificate that it may trust: the hash of its public key. */
function keyHash(certificateFile: string): string {
  const key = new X509Certificate(readFileSync(certificateFile)).publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(key).digest('base64')
}

const link = await openLink(100)
const stage = await openBenchStage({}, link.near)
const { client, stack, url } = stage
const ohif = await openOhifSide(link.near)
// the first warms the app; each of the others is new when it is opened
const many = makeStudies(1 + rates.length * 2, 'MN26-004417')
let next = 0

/** Sends the next study to both and waits until the hub has made all of it. */
async function sendNext(): Promise<{ uid: string; files: readonly string[]; bytes: number; packed: number }> {
  const study = many.studies[next]
  next += 1
  if (!study) throw new Error('there are no more studies')
  sendByStore(study.files, stack.ports.ORTHANC_DICOM_PORT)
  await framesReady(client, [study.uid], study.files.length)
  const packed = await ohif.keep(study.files)
  const bytes = await until('the pictures', async () => {
    const { rows } = await client.query(
      `select (select coalesce(sum((f->>-1)::int), 0) from imaging.instance i, jsonb_array_elements(i.frames) f where i.study_id = s.id)::int as bytes
         from imaging.study s join imaging.series r on r.study_id = s.id
        where s.study_uid = $1 and s.is_complete and r.preview_frames = r.frames`,
      [study.uid],
    )
    return (rows[0] as { bytes: number } | undefined)?.bytes
  })
  return { ...study, bytes, packed }
}

const { rows: found } = await client.query(
  "select patient_id from records.patient_identifier where system = 'mrn' and value = 'MN26-004417'",
)
const address = `${url}/patients/${(found[0] as { patient_id: string }).patient_id}/images`
const executablePath = link.wrap('/usr/bin/chromium')
// the browser trusts both as it would a bought certificate: with an error overlooked it would keep nothing
const keys = [stage.certificateFile, ohif.certificateFile].flatMap((file) => (file ? [keyHash(file)] : []))
const trust = `--ignore-certificate-errors-spki-list=${keys.join(',')}`
const args = ['--headless=new', '--no-sandbox', '--disable-quic', '--no-first-run', trust]
const browser = await chromium.launch({ executablePath, args: [...args, '--disable-background-networking'] })
const open = async (storageState?: Awaited<ReturnType<BrowserContext['storageState']>>) =>
  await browser.newContext({
    viewport: { width: 1366, height: 768 },
    serviceWorkers: 'allow',
    ...(storageState ? { storageState } : {}),
  })

/** Seconds until the quick picture is drawn and until every slice is there, as the page itself shows them. */
async function wait(page: Page): Promise<{ first: number; whole: number }> {
  const started = performance.now()
  await page.goto(address, { waitUntil: 'commit' })
  const first = await page.evaluate(
    async () =>
      await new Promise<number>((resolve) => {
        const look = () => {
          const picture = document.querySelector<HTMLImageElement>('img[data-quick]')
          const isDrawn = picture?.complete && picture.naturalWidth > 0
          const isPainted = document.querySelector('[data-slices][data-ready="yes"]')
          if (!isDrawn && !isPainted) return void requestAnimationFrame(look)
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())))
        }
        look()
      }),
  )
  await page.waitForFunction(
    () => {
      const viewer = document.querySelector('[data-slices]')
      const slices = Number(viewer?.getAttribute('data-slices'))
      return (
        slices > 1 &&
        Number(viewer?.getAttribute('data-loaded')) === slices &&
        viewer?.getAttribute('data-ready') === 'yes'
      )
    },
    null,
    { timeout: 240_000 },
  )
  return { first: first / 1000, whole: (performance.now() - started) / 1000 }
}

const { uid: firstUid, files } = await sendNext()
const warm = await open()
const page = await warm.newPage()
page.setDefaultTimeout(60_000)
await page.goto(url)
await page.getByLabel('Thư điện tử').fill('diep@muongnhe.demo')
await page.getByLabel('Mật khẩu').fill(password)
await page.getByRole('button', { name: 'Đăng nhập' }).click()
await page.getByRole('heading', { name: 'Ngay bây giờ' }).waitFor()
await page.evaluate(async () => void (await navigator.serviceWorker.ready))
await wait(page)
await page.goto('about:blank')
const theirs = await open()
const theirPage = await theirs.newPage()
await ohif.wait(theirPage, firstUid, files.length)
await theirPage.goto('about:blank')

type Kept = { warm: BrowserContext; page: Page }

/** One wait behind the link at a rate: in the page whose browser has kept the app, or in one that has nothing but the session. */
async function behindLink(
  rate: number,
  state: 'cold' | 'warm',
  kept: Kept,
  work: (page: Page) => Promise<{ first: number; whole: number }>,
): Promise<{ first: number; whole: number }> {
  const context = state === 'warm' ? kept.warm : await open(await kept.warm.storageState())
  const shown = state === 'warm' ? kept.page : await context.newPage()
  link.setRate(rate)
  const waited = await work(shown)
  await shown.goto('about:blank')
  link.setRate(100)
  if (state === 'cold') await context.close()
  return waited
}

type Waited = { first: number; whole: number; limit: number }
type Row = { rate: number; state: 'cold' | 'warm'; ours: Waited; ohif: Waited }
const rows: Row[] = []
for (const rate of rates) {
  for (const state of ['cold', 'warm'] as const) {
    const study = await sendNext()
    const limitOf = (bytes: number) => (bytes * 8) / (rate * 1e6)
    const ours = await behindLink(rate, state, { warm, page }, wait)
    const other = await behindLink(
      rate,
      state,
      { warm: theirs, page: theirPage },
      async (shown) => await ohif.wait(shown, study.uid, study.files.length),
    )
    const row: Row = {
      ...{ rate, state },
      ours: { ...ours, limit: limitOf(study.bytes) },
      ohif: { ...other, limit: limitOf(study.packed) },
    }
    rows.push(row)
    for (const [name, side] of Object.entries({ ours: row.ours, OHIF: row.ohif })) {
      const told = `first ${side.first.toFixed(2)} s, whole ${side.whole.toFixed(1)} s, limit ${side.limit.toFixed(1)} s`
      process.stdout.write(`${rate} Mb/s ${state} ${name}: ${told}\n`)
    }
  }
}
await browser.close()
await ohif.close()
await stage.close()
link.close()
rmSync(many.folder, { recursive: true })

const weak = rows.find((row) => row.rate === 2 && row.state === 'warm')
const round = (seconds: number, to = 10) => Math.round(seconds * to) / to
const partOf = (row: Row | undefined) => round((row?.ours.first ?? 0) / (row?.ohif.first ?? 1), 100)
const told = ({ first, whole, limit }: Waited) => ({
  first: round(first, 100),
  whole: round(whole),
  limit: round(limit),
})
const result = {
  bench: 'weak-link',
  ratio: round((weak?.ours.whole ?? 0) / (weak?.ours.limit ?? 1), 100),
  ours: round(weak?.ours.whole ?? 0),
  peer: round(weak?.ours.limit ?? 0),
  peerName: 'the bytes of the frames at the rate of the link',
  unit: 's',
  firstOfOhif: { warm: partOf(weak), cold: partOf(rows.find((row) => row.rate === 2 && row.state === 'cold')) },
  rows: rows.map(({ rate, state, ours, ohif: other }) => ({ rate, state, ours: told(ours), ohif: told(other) })),
}
process.stdout.write(`${JSON.stringify(result)}\n`)
