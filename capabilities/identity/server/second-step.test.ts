import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createWorld, type World } from '#platform/test/world.ts'
import { confirmTotp, getMe, redeemBackupCode, signIn, signOut, startTotp, verifyTotp } from '../contract.ts'
import { type Browser, type Door, openDoor, passwordUnderTest as password, totpCode } from './browser-under-test.ts'

let world: World
let door: Door
let facilityId: string

before(async () => {
  world = await createWorld()
  door = await openDoor(world)
  facilityId = await world.facility('Mường Nhé')
})
after(async () => {
  await door.close()
  await world.close()
})

/** Somebody who has set the second step up and signed out. */
async function withTotp(): Promise<{ email: string; uri: string; backupCodes: string[] }> {
  const { email } = await door.person(facilityId)
  const browser = await door.entered(email)
  const started = (await browser.call(startTotp, { password })).value
  assert.equal((await browser.call(confirmTotp, { code: totpCode(started.uri) })).problem, null)
  await browser.call(signOut, {})
  return { email, ...started }
}

/** A browser that owes the second step. */
async function halfway(email: string): Promise<Browser> {
  const browser = door.browser()
  assert.equal((await browser.call(signIn, { email, password })).value.state, 'second-step')
  return browser
}

const wrong = (uri: string) => (totpCode(uri) === '000000' ? '000001' : '000000')

describe('the second step', () => {
  test('is set up with the password and proved by a code', async () => {
    const browser = await door.entered((await door.person(facilityId)).email)
    assert.equal((await browser.call(startTotp, { password: 'x' })).problem, 'wrong-password')
    const { uri, backupCodes } = (await browser.call(startTotp, { password })).value
    assert.equal(new Set(backupCodes).size, 10)
    assert.equal((await browser.call(confirmTotp, { code: wrong(uri) })).problem, 'wrong-code')
    assert.equal((await browser.call(getMe, {})).value.hasTotp, false)
    assert.equal((await browser.call(confirmTotp, { code: totpCode(uri) })).problem, null)
    assert.equal((await browser.call(getMe, {})).value.hasTotp, true)
    assert.equal((await browser.call(startTotp, { password })).problem, 'totp-is-set-up')
  })

  test('is asked at each sign-in: the password alone opens nothing', async () => {
    const { email, uri } = await withTotp()
    const browser = await halfway(email)
    assert.equal((await browser.call(getMe, {})).problem, 'not-signed-in')
    assert.equal((await browser.call(verifyTotp, { code: wrong(uri) })).problem, 'wrong-code')
    assert.equal((await browser.call(verifyTotp, { code: totpCode(uri) })).problem, null)
    assert.equal((await browser.call(getMe, {})).status, 200)
  })

  test('a code without the password before it is worth nothing', async () => {
    const { uri } = await withTotp()
    assert.equal((await door.browser().call(verifyTotp, { code: totpCode(uri) })).problem, 'wrong-code')
  })

  test('five wrong codes lock it for 15 minutes, over however many sign-ins they are spread', async () => {
    const { email, uri } = await withTotp()
    const browsers = []
    for (let at = 0; at < 8; at += 1) browsers.push(await halfway(email))
    const tries = await Promise.all(
      browsers.map(async (browser) => (await browser.call(verifyTotp, { code: wrong(uri) })).problem),
    )
    assert.equal(tries.filter((problem) => problem === 'wrong-code').length, 5)
    assert.equal(tries.filter((problem) => problem === 'code-locked').length, 3)
    assert.equal((await (await halfway(email)).call(verifyTotp, { code: totpCode(uri) })).problem, 'code-locked')
    world.clock.advance(15 * 60 * 1000)
    assert.equal((await (await halfway(email)).call(verifyTotp, { code: totpCode(uri) })).problem, null)
  })

  test('a back-up code completes a sign-in once', async () => {
    const { email, backupCodes } = await withTotp()
    const [code = '', other = ''] = backupCodes
    const browser = await halfway(email)
    assert.equal((await browser.call(redeemBackupCode, { code })).problem, null)
    assert.equal((await browser.call(getMe, {})).status, 200)
    const again = await halfway(email)
    assert.equal((await again.call(redeemBackupCode, { code })).problem, 'wrong-code')
    assert.equal((await again.call(redeemBackupCode, { code: other })).problem, null)
  })

  test('a back-up code that is used twice at once opens one session', async () => {
    const { email, backupCodes } = await withTotp()
    const [code = ''] = backupCodes
    const browsers = [await halfway(email), await halfway(email), await halfway(email)]
    const answers = await Promise.all(browsers.map(async (browser) => await browser.call(redeemBackupCode, { code })))
    assert.equal(answers.filter((answer) => answer.status === 200).length, 1)
  })
})
