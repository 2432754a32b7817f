import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { askEmergency, openStage, people, type Stage } from './stage.ts'

let stage: Stage

before(async () => {
  stage = await openStage()
})
after(async () => await stage.close())

test('two specialists press accept at once: one gets the case, the other is told so', async () => {
  const asker = await stage.enter(people.asker)
  const first = await stage.enter(people.first)
  const second = await stage.enter(people.second)
  const consultId = await askEmergency(asker, 'Liệt nửa người phải')
  await first.getByRole('article', { name: 'Đang gọi bác sĩ' }).waitFor()
  await stage.sql(
    "update consults.page set rings_at = now() - interval '1 second' where consult_id = $1 and rung = 2",
    [consultId],
  )
  await stage.sql("update consults.participant set since = now() - interval '1 second' where consult_id = $1", [
    consultId,
  ])
  await stage.sql("update records.access_grant set starts_at = now() - interval '1 second' where consult_id = $1", [
    consultId,
  ])
  await second.getByRole('article', { name: 'Đang gọi bác sĩ' }).waitFor()

  await Promise.all(
    [first, second].map(async (page) => await page.getByRole('button', { name: 'Tiếp nhận, mở ca' }).click()),
  )

  const won = await Promise.all(
    [first, second].map(
      async (page) =>
        await Promise.race([
          page.waitForURL(/\/consults\//).then(() => true),
          page
            .getByText('Đồng nghiệp đã nhận ca này')
            .waitFor()
            .then(() => false),
        ]),
    ),
  )
  assert.deepEqual(won.toSorted(), [false, true])
  const events = await stage.sql(
    "select 1 from platform.event where type = 'consult-accepted' and payload->>'consultId' = $1",
    [consultId],
  )
  assert.equal(events.length, 1)
  const loser = won[0] ? second : first
  await loser.getByRole('article', { name: 'Đang gọi bác sĩ' }).waitFor({ state: 'detached' })
})
