// Runs alone: it measures how soon video is back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readMedia, seesPicture } from './media-truth.ts'
import { askEmergency, openStage, people, type Stage } from './stage.ts'

const backWithinMs = 3_000

let stage: Stage

before(async () => {
  stage = await openStage()
})
after(async () => await stage.close())

test('when the media server is killed, everyone is back in the picture within 3 s without a press', async () => {
  const asker = await stage.enter(people.asker)
  const first = await stage.enter(people.first)
  const consultId = await askEmergency(asker, 'Liệt nửa người phải')
  await first.getByRole('button', { name: 'Tiếp nhận, mở ca' }).click()
  await first.waitForURL(/\/consults\//)
  for (const page of [asker, first]) {
    await page.goto(`${stage.url}/consults/${consultId}/room`)
    await page.getByRole('button', { name: /^Vào phòng/ }).click()
  }
  for (const page of [asker, first]) {
    const truth = await seesPicture(page)
    assert.deepEqual(truth.remoteAddresses, [`host ${process.env['TEST_IP']}`])
  }

  const killedAt = Date.now()
  stage.stack.kill('janus', 'SIGKILL')
  const gone = async (page: typeof asker) => {
    while ((await readMedia(page)).framesDecoded > 0)
      await page.evaluate(async () => await new Promise(requestAnimationFrame))
  }
  await Promise.all([gone(asker), gone(first)])
  await Promise.all([seesPicture(asker), seesPicture(first)])
  const backAfterMs = Date.now() - killedAt
  assert.ok(backAfterMs <= backWithinMs, `back after ${backAfterMs} ms`)
})
