// Runs alone: it measures memory, and needs much of it.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import dcmjs from 'dcmjs'
import { sendByStore } from './head-ct.ts'
import { patientIdOf } from './image-steps.ts'
import { openStage, patienceMs, people, type Stage } from './stage.ts'
import { until } from './until.ts'

const slices = 300
const side = 512
const root = '1.2.826.0.1.3680043.10.1455'
const mostBytes = 2 * 1024 ** 3

let stage: Stage
let folder: string
let patientId: string

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-large-'))
  patientId = await patientIdOf(stage)
  sendByStore(angiography(join(folder, 'cta')), stage.stack.ports.ORTHANC_DICOM_PORT)
})
after(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A thin CT angiography of a phantom: a skull, noisy brain, and one vessel that runs through it. */
function angiography(into: string): string[] {
  mkdirSync(into)
  const studyUid = `${root}.${Date.now()}.300`
  return Array.from({ length: slices }, (_, index) => {
    const dataset = {
      _meta: { TransferSyntaxUID: { Value: ['1.2.840.10008.1.2.1'], vr: 'UI' } },
      ...{ SOPClassUID: '1.2.840.10008.5.1.4.1.1.2', SOPInstanceUID: `${studyUid}.2.${index + 1}` },
      ...{ StudyInstanceUID: studyUid, SeriesInstanceUID: `${studyUid}.2`, FrameOfReferenceUID: `${root}.4` },
      ...{ StudyDescription: 'CT so nao', SeriesDescription: 'CTA 0.625', Modality: 'CT' },
      ...{ PatientID: 'MN26-004417', PatientName: 'VU A DE', PatientSex: 'M', InstanceNumber: String(index + 1) },
      ...{ ImagePositionPatient: [-120, -120, index * 0.625], ImageOrientationPatient: [1, 0, 0, 0, 1, 0] },
      ...{ PixelSpacing: [0.47, 0.47], SliceThickness: '0.625', Rows: side, Columns: side },
      ...{ BitsAllocated: 16, BitsStored: 16, HighBit: 15, PixelRepresentation: 1, SamplesPerPixel: 1 },
      ...{ PhotometricInterpretation: 'MONOCHROME2', RescaleSlope: '1', RescaleIntercept: '0' },
      ...{ WindowCenter: '40', WindowWidth: '80', PixelData: sliceOf(index).buffer, _vrMap: { PixelData: 'OW' } },
    }
    const file = join(into, `${String(index + 1).padStart(4, '0')}.dcm`)
    writeFileSync(file, Buffer.from(dcmjs.data.datasetToDict(dataset).write()))
    return file
  })
}

function sliceOf(index: number): Int16Array {
  const pixels = new Int16Array(side * side)
  let noise = index + 1
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      noise = (noise * 1_103_515_245 + 12_345) % 2_147_483_648
      const radius = Math.hypot((x - 256) / 200, (y - 256) / 230)
      const isVessel = Math.hypot(x - 200 - index / 4, y - 220) < 5
      const tissue = radius > 1 ? -1000 : radius > 0.93 ? 900 : isVessel ? 350 : 35
      pixels[y * side + x] = tissue + Math.round((noise / 2_147_483_648 - 0.5) * 30)
    }
  }
  return pixels
}

/** The most memory that any page of the browser has held so far, in bytes. */
async function mostHeld(): Promise<number> {
  const session = await stage.browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const peaks = processInfo
    .filter((each) => each.type === 'renderer')
    .map(({ id }) => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) * 1024)
  return Math.max(...peaks)
}

describe('an angiography of 300 slices', () => {
  test('hangs as a thick MIP by itself, within two gigabytes of the browser, and shows the vessel', async (t) => {
    // while images arrive a stack is a stack: planes across what is still missing would be refused
    await until('all is there', async () => {
      const [row] = await stage.sql(
        'select (select bool_and(is_complete) from imaging.study) and (select count(*) from imaging.instance) = $1 as is_there',
        [slices],
      )
      return row?.['is_there'] === true
    })
    const page = await stage.enter(people.asker)
    page.setDefaultTimeout(patienceMs)
    const begun = performance.now()
    await page.goto(`${stage.url}/patients/${patientId}/images`)
    await page.locator('[data-hanging="vessels-ct"]').waitFor()
    await page.locator('[data-volume="gathering"] progress').waitFor()
    await page.locator('[data-volume="ready"]').waitFor()
    const gathered = (performance.now() - begun) / 1000
    for (const name of ['axial', 'coronal', 'sagittal'])
      await page.locator(`[data-plane="${name}"][data-current="yes"][data-slab="max 20"]`).waitFor()
    const fine = (performance.now() - begun) / 1000
    const bytes = await mostHeld()
    t.diagnostic(
      `${slices} slices of ${side} × ${side}: planes after ${gathered.toFixed(1)} s, fine MIP after ${fine.toFixed(1)} s, ` +
        `at most ${Math.round(bytes / 1024 ** 2)} MB held by the page`,
    )
    // in the middle of the stack the vessel runs through 237, 220; beside it is brain
    const greys = await page.locator('[data-plane="axial"] canvas').evaluate((canvas: HTMLCanvasElement) => {
      const pen = canvas.getContext('2d')
      const at = (x: number, y: number) => pen?.getImageData(x, y, 1, 1).data[0] ?? 0
      return { vessel: at(237, 220), brain: at(300, 300) }
    })
    assert.ok(greys.vessel > 170 && greys.brain < 90, JSON.stringify(greys))
    assert.ok(bytes < mostBytes, `${bytes} bytes`)
    await page.context().close()
  })
})
