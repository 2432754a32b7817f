import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAuth } from '../capabilities/identity/server/auth.ts'
import { createWorld } from '../platform/test/world.ts'
import { makeFirstAdministrator } from './first-administrator.ts'

test('the first administrator of a facility can sign in, and there is no second one by command', async () => {
  const world = await createWorld()
  const wanted = {
    email: 'Admin@bv.example',
    name: 'Lê Thị Hoa',
    facility: '11001',
    'facility-name': 'Bệnh viện Thử',
    province: '11',
  }
  const password = await makeFirstAdministrator(world.appUrl, wanted)
  const auth = createAuth({
    databaseUrl: world.appUrl,
    secret: 'a secret for this test alone, long enough',
    publicUrl: 'https://t.example',
  })
  const signedIn = await auth.signIn({ email: 'admin@bv.example', password }, new Headers())
  assert.ok(signedIn?.personId)
  await assert.rejects(
    makeFirstAdministrator(world.appUrl, { ...wanted, email: 'other@bv.example' }),
    /has an administrator/,
  )
  await auth.close()
  await world.close()
})
