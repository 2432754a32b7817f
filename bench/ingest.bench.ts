// Studies a minute from a modality's C-STORE until every slice can be shown from the frame store, and the memory of it,
// beside the same C-STORE into an archive alone.
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sendByStore } from '../e2e/head-ct.ts'
import { superviseChild } from '../ops/child.ts'
import { orthancSpec } from '../ops/orthanc.ts'
import { freePorts, readPorts } from '../ops/ports.ts'
import { openBenchStage } from './bench-stage.ts'
import { framesReady, makeStudies } from './many-studies.ts'

const studyCount = 12

const stage = await openBenchStage()
const { client, stack } = stage
const many = makeStudies(studyCount, 'MN26-004417')
const slices = many.studies.reduce((sum, study) => sum + study.files.length, 0)

const bareFolder = mkdtempSync(join(tmpdir(), 'tuyen-bare-'))
// the archive runs under an account of its own
chmodSync(bareFolder, 0o711)
const folder = join(bareFolder, 'orthanc')
const free = Object.entries(await freePorts()).map(([name, port]) => [name, String(port)])
const ports = readPorts(Object.fromEntries(free) as Record<string, string>)
const bare = superviseChild(
  orthancSpec({ folder, ports, password: 'bench', settings: {}, logFile: join(bareFolder, 'orthanc.log') }),
  () => undefined,
)
await bare.start()
const startedBare = performance.now()
for (const study of many.studies) sendByStore(study.files, ports.ORTHANC_DICOM_PORT)
const bareSeconds = (performance.now() - startedBare) / 1000
await bare.stop()
rmSync(bareFolder, { recursive: true })

const started = performance.now()
for (const study of many.studies) sendByStore(study.files, stack.ports.ORTHANC_DICOM_PORT)
const sent = (performance.now() - started) / 1000
await framesReady(
  client,
  many.studies.map((study) => study.uid),
  slices,
)
const ourSeconds = (performance.now() - started) / 1000
const megabytes = memoryOf(stack.pids()['worker'])
await stage.close()
rmSync(many.folder, { recursive: true })

/** The most memory that a process held, in megabytes. */
function memoryOf(pid: number | undefined): number {
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Math.round(Number(peak?.[1] ?? 0) / 1024)
}

const perMinute = (seconds: number) => Math.round((studyCount / seconds) * 60)
process.stdout.write(`${many.origin} head CT, ${studyCount} studies of ${slices / studyCount} slices\n`)
process.stdout.write(`ours  ${ourSeconds.toFixed(1)} s until all can be shown (${sent.toFixed(1)} s of it sending)\n`)
process.stdout.write(`bare  ${bareSeconds.toFixed(1)} s\n`)
const result = {
  bench: 'ingest',
  ratio: Math.round((bareSeconds / ourSeconds) * 100) / 100,
  ours: perMinute(ourSeconds),
  peer: perMinute(bareSeconds),
  workerMegabytes: megabytes,
  peerName: 'storescu into the archive alone (Orthanc), nothing made of it',
  unit: 'studies/min',
}
process.stdout.write(`${JSON.stringify(result)}\n`)
