import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { createWorld, type World } from '../test/world.ts'
import { systemActor } from './actor.ts'
import { asActor, type Tx, together, whileGoingOn } from './db.ts'

let world: World

before(async () => {
  world = await createWorld()
  await world.sql('create table public.mark (n int primary key)')
  await world.sql('grant select, insert on public.mark to tuyen_app')
})
after(async () => await world.close())

const mark = async (tx: Tx, n: number) => await sql`insert into public.mark (n) values (${n})`.execute(tx)
const marks = async () => (await world.sql('select n from public.mark order by n')).map((row) => row['n'])
const actor = () => systemActor('test', world.clock.now())

test('the first statement already runs as the actor', async () => {
  const { rows } = await asActor(
    world.db,
    actor(),
    async (tx) => await sql<{ scope: string }>`select current_setting('tuyen.scope') as scope`.execute(tx),
  )
  assert.deepEqual(rows, [{ scope: 'system' }])
})

test('statements asked for together run in the order in which they were asked for', async () => {
  const seen = await asActor(world.db, actor(), async (tx) => {
    const asked = [1, 2, 3].map(async (n) => {
      await mark(tx, n)
      return n
    })
    const counted = sql<{ count: number }>`select count(*) as count from public.mark`.execute(tx)
    await together(asked)
    return (await counted).rows[0]?.count
  })
  assert.equal(seen, 3)
  assert.deepEqual(await marks(), [1, 2, 3])
})

test('of several that fail the first is told, and nothing stays', async () => {
  await assert.rejects(
    asActor(world.db, actor(), async (tx) => {
      await mark(tx, 10)
      await together([mark(tx, 1), sql`select from nothing.at_all`.execute(tx), mark(tx, 11)])
    }),
    { constraint: 'mark_pkey' },
  )
  assert.deepEqual(await marks(), [1, 2, 3])
})

test('what is forgotten until after the end is refused, not written on its own', async () => {
  let left: Tx | undefined
  await asActor(world.db, actor(), async (tx) => {
    left = tx
    await mark(tx, 20)
  })
  assert.ok(left)
  await assert.rejects(mark(left, 21), /committed/)
  assert.deepEqual(await marks(), [1, 2, 3, 20])
})

test('a reading transaction does not write', async () => {
  await assert.rejects(
    asActor(world.db, actor(), async (tx) => await mark(tx, 30), 'read'),
    { code: '25006' },
  )
})

test('the same statement, asked for together on a connection that does not know it yet, is prepared once', async () => {
  const results = await asActor(
    world.db,
    actor(),
    async (tx) =>
      await Promise.all([7, 8, 9].map(async (n) => await sql<{ n: number }>`select ${n}::int as n`.execute(tx))),
  )
  assert.deepEqual(
    results.map((result) => result.rows[0]?.n),
    [7, 8, 9],
  )
})

test('what goes on while the operation ends is waited for, and its failure is the failure of the transaction', async () => {
  const seen = await asActor(world.db, actor(), async (tx) => {
    whileGoingOn(tx, mark(tx, 40))
    return await Promise.resolve('done')
  })
  assert.equal(seen, 'done')
  await assert.rejects(
    asActor(world.db, actor(), async (tx) => {
      await mark(tx, 41)
      whileGoingOn(tx, mark(tx, 40))
      await mark(tx, 42)
    }),
    { constraint: 'mark_pkey' },
  )
  assert.deepEqual(await marks(), [1, 2, 3, 20, 40])
})
