// Runs alone: it ends processes and asks how soon they are back.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { prepareHeadCt, sendByStore } from './head-ct.ts'
import { askEmergency, openStage, people, type Stage } from './stage.ts'
import { until } from './until.ts'

const backWithinMs = 30_000

let stage: Stage
let asker: Page
let expert: Page
let consultId: string

before(async () => {
  stage = await openStage()
  asker = await stage.enter(people.asker)
  expert = await stage.enter(people.first)
})
after(async () => await stage.close())

const say = async (page: Page, text: string) => {
  await page.getByPlaceholder('Viết cho ca này').fill(text)
  await page.getByPlaceholder('Viết cho ca này').press('Enter')
}

test('the server is killed right after it acknowledged: the emergency rings all the same when it is back', async () => {
  consultId = await askEmergency(asker, 'Liệt nửa người phải')
  stage.stack.kill('server', 'SIGKILL')
  await expert.getByRole('article', { name: 'Đang gọi bác sĩ' }).waitFor({ timeout: backWithinMs })
  await expert.getByRole('button', { name: 'Tiếp nhận, mở ca' }).click({ timeout: backWithinMs })
  await expert.waitForURL(new RegExp(consultId), { timeout: backWithinMs })
})

test('the database is killed while they write: nothing that was acknowledged is lost, what was not is sent again', async () => {
  await asker.getByText('BSCKII. Trịnh Hải Đăng').first().waitFor()
  await say(asker, 'Trước khi sập.')
  await expert.getByText('Trước khi sập.').waitFor()
  stage.stack.kill('postgres', 'SIGKILL')
  await until('the database', async () => (await stage.sql('select 1')).length === 1, backWithinMs)
  await say(asker, 'Sau khi sập.')
  await expert.getByText('Sau khi sập.').waitFor({ timeout: backWithinMs })
  const kept = await stage.sql('select text from consults.message where consult_id = $1 order by received_at', [
    consultId,
  ])
  assert.deepEqual(
    kept.map((row) => row['text']),
    ['Trước khi sập.', 'Sau khi sập.'],
  )
  const [row] = await stage.sql('select status from consults.consult where id = $1', [consultId])
  assert.equal(row?.['status'], 'accepted')
})

test('the worker is killed: a silent acceptance is noticed all the same', async () => {
  stage.stack.kill('worker', 'SIGKILL')
  await expert.close()
  await stage.sql("update consults.consult set acceptor_seen_at = now() - interval '91 seconds' where id = $1", [
    consultId,
  ])
  const second = await stage.enter(people.second)
  await second.getByRole('article', { name: 'Đang gọi bác sĩ' }).waitFor({ timeout: backWithinMs })
})

test('the archive is killed between two sends: the study is taken in once, whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-killed-'))
  const ct = prepareHeadCt(folder, 'MN26-004417', new Date())
  const half = Math.floor(ct.files.length / 2)
  sendByStore(ct.files.slice(0, half), stage.stack.ports.ORTHANC_DICOM_PORT)
  stage.stack.kill('orthanc', 'SIGKILL')
  const isStored = async () => {
    sendByStore(ct.files.slice(half), stage.stack.ports.ORTHANC_DICOM_PORT)
    return true
  }
  await until('the archive', isStored, backWithinMs)
  const count = async () =>
    (await stage.sql('select instance_count as n from imaging.study where study_uid = $1', [ct.studyUid]))[0]?.['n']
  await until('the study', async () => (await count()) === ct.files.length, backWithinMs)
  rmSync(folder, { recursive: true })
})

test('the media server is killed: it is back, and the health says what happened', async () => {
  stage.stack.kill('janus', 'SIGKILL')
  await until(
    'the media server',
    async () => {
      const janus = stage.stack.statuses().find((child) => child.name === 'janus')
      return janus?.state === 'running' && janus.restarts > 0
    },
    backWithinMs,
  )
  const restarted = stage.stack.statuses().filter((child) => child.restarts > 0)
  assert.deepEqual(restarted.map((child) => child.name).sort(), ['janus', 'orthanc', 'postgres', 'server', 'worker'])
})

test('the administrator sees on the screen what was started again', async () => {
  const admin = await stage.enter(people.admin)
  await admin.goto(`${stage.url}/admin`)
  for (const name of ['janus', 'orthanc', 'postgres', 'server', 'worker']) {
    await admin
      .getByRole('listitem')
      .filter({ hasText: name })
      .getByText(/khởi động lại \d+ lần/)
      .waitFor()
  }
})

test('after all of it the audit chain still holds', async () => {
  const { verifyAudit } = await import('../platform/server/audit-verify.ts')
  const { openDatabase } = await import('../platform/server/db.ts')
  const { DATABASE_URL = '', SESSION_SECRET = '', AUDIT_HEADS_FILE } = stage.stack.env
  const { db } = openDatabase(DATABASE_URL, 2)
  assert.deepEqual((await verifyAudit(db, { SESSION_SECRET, AUDIT_HEADS_FILE })).faults, [])
  await db.destroy()
})
