import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { askEmergency, openStage, people, type Stage } from './stage.ts'

let stage: Stage

before(async () => {
  stage = await openStage()
})
after(async () => await stage.close())

test('who accepts and never comes loses the case: the next rings, the record closes, the asker sees it', async () => {
  const asker = await stage.enter(people.asker)
  const first = await stage.enter(people.first)
  const second = await stage.enter(people.second)
  const consultId = await askEmergency(asker, 'Liệt nửa người phải')
  await first.getByRole('button', { name: 'Tiếp nhận, mở ca' }).click()
  await first.waitForURL(/\/consults\//)
  await asker.getByText(/đã tiếp nhận/).waitFor()

  await first.context().close()
  await stage.sql("update consults.consult set acceptor_seen_at = now() - interval '91 seconds' where id = $1", [
    consultId,
  ])

  await second.getByRole('article', { name: 'Đang gọi bác sĩ' }).waitFor()
  await asker.getByText(/không mở ca, gọi tiếp/).waitFor()
  const grants = await stage.sql(
    `select l.email from records.access_grant g join identity.login l on l.id = g.person_id
     where g.consult_id = $1 and g.withdrawn_at is null and g.starts_at <= now()`,
    [consultId],
  )
  assert.deepEqual(
    grants.map((row) => row['email']),
    [people.second],
  )
})

test('the asker calls the next person with one press', async () => {
  const asker = await stage.enter(people.asker)
  const team = await stage.enter(people.team)
  await asker.getByRole('link', { name: 'Mở ca' }).first().click()
  await asker.getByRole('button', { name: 'Gọi người tiếp' }).click()
  await team.getByRole('article', { name: 'Đang gọi bác sĩ' }).waitFor()
})
