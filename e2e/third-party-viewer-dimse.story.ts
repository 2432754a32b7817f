import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { type EdgeOnStage, openEdge } from './edge.ts'
import { type HeadCt, prepareHeadCt } from './head-ct.ts'
import { mrn } from './image-steps.ts'
import { askEmergency, openStage, people, type Stage } from './stage.ts'
import { until } from './until.ts'

const run = promisify(execFile)

let stage: Stage
let edge: EdgeOnStage
let ct: HeadCt
let folder: string
let hub: number

/** Runs a tool of dcmtk against a port; its exit code and all that it said. */
async function dcmtk(tool: string, port: number, ...options: string[]): Promise<{ code: number; said: string }> {
  const to = ['127.0.0.1', String(port)]
  // files are named last
  const files = options.filter((each) => each.endsWith('.dcm'))
  const rest = options.filter((each) => !files.includes(each))
  return await run(tool, ['-v', ...rest, ...to, ...files], { cwd: folder }).then(
    ({ stdout, stderr }) => ({ code: 0, said: `${stdout}${stderr}` }),
    (error: { code?: number; stdout?: string; stderr?: string }) => ({
      code: typeof error.code === 'number' ? error.code : -1,
      said: `${error.stdout ?? ''}${error.stderr ?? ''}`,
    }),
  )
}
const as = (from: string, to = 'TUYEN') => ['-aet', from, '-aec', to]

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-peers-'))
  hub = stage.stack.ports.ORTHANC_DICOM_PORT
  edge = await openEdge(stage, { settings: { worklist: {} } })
  ct = prepareHeadCt(join(folder, 'ct'), mrn, new Date())
})
after(async () => {
  await edge?.close()
  await stage?.close()
  rmSync(folder, { recursive: true })
})

describe('by DIMSE, with the tools of dcmtk', () => {
  test('echoscu is answered by the edge and the hub for those whom they know, and by neither for strangers', async () => {
    for (const port of [edge.port, hub]) assert.equal((await dcmtk('echoscu', port, ...as('MODALITY1'))).code, 0)
    for (const [port, from, to] of [
      [edge.port, 'STRANGER', 'TUYEN'],
      [edge.port, 'MODALITY1', 'OTHER'],
      [hub, 'MODALITY1', 'OTHER'],
    ] as const) {
      const answer = await dcmtk('echoscu', port, ...as(from, to))
      assert.notEqual(answer.code, 0, `${port} ${from} ${to}`)
      assert.match(answer.said, /Association Rejected/)
    }
  })

  test('findscu finds on the worklist of the edge whoever an emergency was asked for, and nobody before', async () => {
    const answers = join(folder, 'worklist')
    const ask = async () => {
      rmSync(answers, { recursive: true, force: true })
      mkdirSync(answers)
      const keys = ['PatientName', 'PatientID', 'StudyInstanceUID', 'ScheduledProcedureStepSequence[0].Modality=CT']
      const wanted = ['-W', '-X', '-od', answers, ...keys.flatMap((key) => ['-k', key])]
      const { code, said } = await dcmtk('findscu', edge.port, ...as('MODALITY1'), ...wanted)
      assert.equal(code, 0, said)
      return readdirSync(answers).map((name) => readFileSync(join(answers, name)))
    }
    const earlier = (await ask()).map((each) => each.toString('latin1'))
    assert.ok(!earlier.some((each) => each.includes(mrn)), 'nothing was asked for them yet')
    await askEmergency(await stage.enter(people.asker), 'Liệt nửa người phải. Có chỉ định tiêu sợi huyết không?')
    const found = await until('the patient on the worklist', async () =>
      (await ask()).find((each) => each.includes(mrn)),
    )
    assert.ok(found.includes('VỪ^A DẾ'), 'in Vietnamese letters')
    const stranger = await dcmtk('findscu', edge.port, ...as('STRANGER'), '-W', '-k', 'PatientID')
    assert.notEqual(stranger.code, 0)
  })

  test('storescu is taken by the edge and arrives at the hub; the hub takes what a modality sends by itself', async () => {
    const [first, ...others] = ct.files
    assert.ok(first && others.length > 0)
    const sent = await edge.send(others)
    assert.equal(sent.code, 0, sent.output)
    const direct = await dcmtk('storescu', hub, ...as('MODALITY1'), first)
    assert.equal(direct.code, 0, direct.said)
    await until('the study as a whole', async () => {
      const [row] = await stage.sql(
        `select count(*) as objects from imaging.instance i join imaging.study s on s.id = i.study_id where s.study_uid = $1`,
        [ct.studyUid],
      )
      return Number(row?.['objects']) === ct.files.length
    })
    for (const port of [edge.port, hub]) {
      const stranger = await dcmtk('storescu', port, ...as('STRANGER'), first)
      assert.notEqual(stranger.code, 0, `${port} took images of a stranger`)
    }
  })

  test('findscu and movescu learn and move nothing: what is stored leaves by DICOMweb with a token alone', async () => {
    const study = ['-k', 'QueryRetrieveLevel=STUDY', '-k', `StudyInstanceUID=${ct.studyUid}`]
    for (const port of [edge.port, hub]) {
      for (const who of ['MODALITY1', 'STRANGER']) {
        const found = await dcmtk('findscu', port, ...as(who), '-S', ...study, '-k', 'PatientName')
        assert.ok(!/Find Response: \d+ \(Pending\)/.test(found.said), `${port} as ${who}: ${found.said}`)
        assert.ok(!/V[UỪ]\^?\s?A/i.test(found.said), found.said)
        const moved = await dcmtk('movescu', port, ...as(who), '-aem', 'MODALITY1', '-S', ...study)
        // its exit code is 0 also where the peer ends the association
        assert.match(moved.said, /Move Request Failed|Association Rejected|No Acceptable/, `${port} as ${who}`)
        assert.ok(!/Move Response/.test(moved.said), moved.said)
      }
    }
  })
})
