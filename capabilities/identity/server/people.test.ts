import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import {
  changePassword,
  createPerson,
  disablePerson,
  enablePerson,
  listPeople,
  resetPassword,
  updateRoles,
} from '../contract/people.ts'
import { getMe, signIn } from '../contract.ts'
import { type Browser, type Door, openDoor, type Person, passwordUnderTest as password } from './browser-under-test.ts'
import { rosterNow } from './index.ts'
import { keepOneAdministrator } from './one-administrator.ts'

const doctor = { role: 'doctor', specialty: null, department: '' } as const
const administrator = { role: 'administrator', specialty: null, department: '' } as const

let world: World
let door: Door
let here: Id<'facility'>
let elsewhere: Id<'facility'>
let boss: Person
let admin: Browser

before(async () => {
  world = await createWorld()
  door = await openDoor(world)
  elsewhere = (await world.facility('Nam Định')) as Id<'facility'>
})
beforeEach(async () => {
  here = (await world.facility('Mường Nhé')) as Id<'facility'>
  boss = await door.person(here, 'administrator')
  admin = await door.entered(boss.email)
})
after(async () => {
  await door.close()
  await world.close()
})

const rolesOf = async (browser: Browser) => (await browser.call(getMe, {})).value.roles?.map((held) => held.role)
const listed = async (personId: string) =>
  (await admin.call(listPeople, { facilityId: here })).value.find((each) => each.id === personId)
const alsoAt = async (personId: string, facilityId: string) =>
  await world.sql(
    `insert into identity.role (id, person_id, facility_id, role, valid_from) values ($1, $2, $3, 'doctor', '2020-01-01')`,
    [newId(), personId, facilityId],
  )

describe('what people are at a facility', () => {
  test('changed roles hold at once, also in a session that is open', async () => {
    const person = await door.person(here)
    const browser = await door.entered(person.email)
    assert.deepEqual(await rolesOf(browser), ['doctor'])
    const roles = [{ ...doctor, specialty: 'stroke' }, administrator]
    const answer = await admin.call(updateRoles, { facilityId: here, personId: person.id, roles })
    assert.equal(answer.problem, null)
    assert.deepEqual((await rolesOf(browser))?.sort(), ['administrator', 'doctor'])
    assert.equal((await browser.call(listPeople, { facilityId: here })).status, 200)
    assert.deepEqual((await listed(person.id))?.roles.map((held) => held.specialty).sort(), [null, 'stroke'].sort())
  })

  test('the role before is kept with its end', async () => {
    const person = await door.person(here)
    const roles = [{ ...doctor, specialty: 'stroke' }]
    await admin.call(updateRoles, { facilityId: here, personId: person.id, roles })
    const rows = await world.sql(
      'select specialty, valid_to is null as runs from identity.role where person_id = $1 order by valid_from, valid_to',
      [person.id],
    )
    assert.deepEqual(rows, [
      { specialty: null, runs: false },
      { specialty: 'stroke', runs: true },
    ])
  })

  test('roles at another facility stay, and are not shown to this one', async () => {
    const person = await door.person(here)
    await alsoAt(person.id, elsewhere)
    await admin.call(updateRoles, { facilityId: here, personId: person.id, roles: [{ ...doctor, role: 'nurse' }] })
    assert.deepEqual((await rolesOf(await door.entered(person.email)))?.sort(), ['doctor', 'nurse'])
    assert.deepEqual(
      (await listed(person.id))?.roles.map((held) => held.role),
      ['nurse'],
    )
  })

  test('the last administrator can neither give the role away nor disable themselves', async () => {
    const me = { facilityId: here, personId: boss.id }
    assert.equal((await admin.call(updateRoles, { ...me, roles: [doctor] })).problem, 'last-administrator')
    assert.equal((await admin.call(disablePerson, me)).problem, 'last-administrator')
    assert.deepEqual(await rolesOf(admin), ['administrator'])
  })

  test('of two administrators who remove each other at once, one remains', async () => {
    const other = await door.person(here, 'administrator')
    const facility = { facilityId: here, now: world.clock.now() }
    let isSecondDone = false
    const end = async (tx: Tx, personId: string) =>
      await tx.updateTable('identity.role').set({ valid_to: facility.now }).where('person_id', '=', personId).execute()
    const waiting = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    const isSecondThere = async () => isSecondDone || (await world.sql(waiting)).length > 0
    const second = Promise.withResolvers<void>()
    const first = world.asSystem(
      async (tx) =>
        await keepOneAdministrator(tx, facility, async () => {
          await end(tx, other.id)
          second.resolve()
          while (!(await isSecondThere()));
        }),
    )
    await second.promise
    const late = world
      .asSystem(async (tx) => await keepOneAdministrator(tx, facility, async () => void (await end(tx, boss.id))))
      .finally(() => {
        isSecondDone = true
      })
    const outcomes = await Promise.allSettled([first, late])
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.problem : null)),
      [null, 'last-administrator'],
    )
  })

  test('an administrator of another facility reaches nobody here', async () => {
    const foreign = await door.entered((await door.person(elsewhere, 'administrator')).email)
    const person = await door.person(here)
    for (const facilityId of [here, elsewhere]) {
      const who = { facilityId, personId: person.id }
      assert.equal((await foreign.call(updateRoles, { ...who, roles: [administrator] })).problem, 'not-found')
      assert.equal((await foreign.call(disablePerson, who)).problem, 'not-found')
      assert.equal((await foreign.call(enablePerson, who)).problem, 'not-found')
      assert.equal((await foreign.call(resetPassword, who)).problem, 'not-found')
    }
    assert.equal((await door.entered(person.email)).cookies.size, 1)
  })
})

describe('disabling', () => {
  test('ends the sessions of the person, and enabling brings the roles back', async () => {
    const person = await door.person(here)
    const browser = await door.entered(person.email)
    assert.equal((await admin.call(disablePerson, { facilityId: here, personId: person.id })).problem, null)
    assert.equal((await browser.call(getMe, {})).problem, 'not-signed-in')
    assert.equal((await listed(person.id))?.isDisabled, true)
    assert.equal((await admin.call(enablePerson, { facilityId: here, personId: person.id })).problem, null)
    assert.deepEqual(await rolesOf(await door.entered(person.email)), ['doctor'])
    assert.equal((await admin.call(enablePerson, { facilityId: here, personId: person.id })).problem, 'not-disabled')
  })

  test('somebody who works elsewhere too goes on with what is left', async () => {
    const person = await door.person(here)
    await alsoAt(person.id, elsewhere)
    const browser = await door.entered(person.email)
    await admin.call(disablePerson, { facilityId: here, personId: person.id })
    const { roles } = (await browser.call(getMe, {})).value
    assert.deepEqual(
      roles.map((held) => held.facilityId),
      [elsewhere],
    )
  })

  test('whoever is nothing at the facility any more is not rung for it', async () => {
    const person = await door.person(here)
    await world.sql(
      `insert into identity.duty_shift (id, facility_id, position, person_id, starts_at, ends_at)
       values ($1, $2, 'first', $3, $4::timestamptz - interval '1 hour', $4::timestamptz + interval '1 hour')`,
      [newId(), here, person.id, world.clock.now()],
    )
    const rung = async () =>
      await world.asSystem(async (tx, actor) => (await rosterNow(tx, { facilityId: here, now: actor.now })).length)
    assert.equal(await rung(), 1)
    world.clock.advance(1)
    await admin.call(disablePerson, { facilityId: here, personId: person.id })
    assert.equal(await rung(), 0)
  })
})

describe('passwords', () => {
  test('one that was handed over opens nothing until it is changed', async () => {
    const person = await door.person(here)
    const open = await door.entered(person.email)
    const handed = (await admin.call(resetPassword, { facilityId: here, personId: person.id })).value.password
    assert.match(handed, /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
    assert.equal((await open.call(getMe, {})).problem, 'not-signed-in')
    const browser = door.browser()
    assert.equal((await browser.call(signIn, { email: person.email, password })).problem, 'wrong-sign-in')
    assert.equal((await browser.call(signIn, { email: person.email, password: handed })).problem, null)
    assert.equal((await browser.call(getMe, {})).value.mustChangePassword, true)
    const duty = { facilityId: here, personId: person.id }
    assert.equal((await browser.call(disablePerson, duty)).problem, 'not-permitted')
    await browser.call(changePassword, { oldPassword: handed, password })
    assert.equal((await browser.call(getMe, {})).value.mustChangePassword, false)
  })

  test('a handed-over password gives an administrator no role either', async () => {
    const second = await door.person(here, 'administrator')
    const handed = (await admin.call(resetPassword, { facilityId: here, personId: second.id })).value.password
    const browser = door.browser()
    await browser.call(signIn, { email: second.email, password: handed })
    assert.equal((await browser.call(listPeople, { facilityId: here })).problem, 'not-permitted')
    await browser.call(changePassword, { oldPassword: handed, password })
    assert.equal((await browser.call(listPeople, { facilityId: here })).status, 200)
  })

  test('the first password of a new account is one of these', async () => {
    const email = `${newId()}@test.example`
    const given = { facilityId: here, fullName: 'Lò Văn Mới', title: 'BS.', email, password, ...doctor }
    await admin.call(createPerson, given)
    assert.equal((await (await door.entered(email)).call(getMe, {})).value.mustChangePassword, true)
  })

  test('no administrator of one facility takes the account of somebody who works at another', async () => {
    const person = await door.person(here)
    await alsoAt(person.id, elsewhere)
    assert.equal(
      (await admin.call(resetPassword, { facilityId: here, personId: person.id })).problem,
      'works-elsewhere',
    )
    assert.equal((await door.entered(person.email)).cookies.size, 1)
  })

  test('changing it ends the other sessions and keeps this one', async () => {
    const person = await door.person(here)
    const other = await door.entered(person.email)
    const browser = await door.entered(person.email)
    const fresh = `${password}-moi`
    assert.equal((await browser.call(changePassword, { oldPassword: 'x', password: fresh })).problem, 'wrong-password')
    assert.equal((await browser.call(changePassword, { oldPassword: password, password })).problem, 'same-password')
    assert.equal((await browser.call(changePassword, { oldPassword: password, password: fresh })).problem, null)
    assert.equal((await browser.call(getMe, {})).status, 200)
    assert.equal((await other.call(getMe, {})).problem, 'not-signed-in')
    assert.equal((await door.browser().call(signIn, { email: person.email, password })).problem, 'wrong-sign-in')
    assert.equal((await door.browser().call(signIn, { email: person.email, password: fresh })).problem, null)
  })

  test('five wrong ones at a prompt lock the prompts for 15 minutes, not the session', async () => {
    const browser = await door.entered((await door.person(here)).email)
    const prompt = async (oldPassword: string) =>
      (await browser.call(changePassword, { oldPassword, password: `${password}-moi` })).problem
    const tries = await Promise.all(Array.from({ length: 9 }, async () => await prompt('x')))
    assert.equal(tries.filter((problem) => problem === 'wrong-password').length, 5)
    assert.equal(tries.filter((problem) => problem === 'password-locked').length, 4)
    assert.equal(await prompt(password), 'password-locked')
    assert.equal((await browser.call(getMe, {})).status, 200)
    world.clock.advance(15 * 60 * 1000)
    assert.equal(await prompt(password), null)
  })

  test('guesses at a sign-in beside each other pass the limit no more than those after each other', async () => {
    const { email } = await door.person(here)
    const guess = async (given: string) => (await door.browser().call(signIn, { email, password: given })).problem
    const tries = await Promise.all(Array.from({ length: 9 }, async () => await guess('x')))
    assert.equal(tries.filter((problem) => problem === 'wrong-sign-in').length, 5)
    assert.equal(await guess(password), 'sign-in-locked')
    world.clock.advance(15 * 60 * 1000)
    assert.equal(await guess(password), null)
  })
})
