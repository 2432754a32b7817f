import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { newOperation } from './new-operation.ts'

/** A repository with two capabilities, of which network has no permissions of its own. */
function makeRoot(t: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'tuyen-new-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  for (const name of ['consults', 'network']) {
    mkdirSync(join(root, 'capabilities', name, 'server'), { recursive: true })
    writeFileSync(join(root, 'capabilities', name, 'server/index.ts'), '')
    writeFileSync(join(root, 'capabilities', name, 'contract.ts'), '')
  }
  writeFileSync(join(root, 'capabilities/consults/contract.ts'), 'export const consultsPermissions = {}\n')
  return root
}

const filesOf = (root: string): string[] => readdirSync(join(root, 'capabilities/consults/server')).sort()

test('an operation and its test are written, and what is left to do is told', (t) => {
  const root = makeRoot(t)
  const { files, advice } = newOperation(root, ['consults', 'reject-consult'])
  assert.deepEqual(files, [
    'capabilities/consults/server/reject-consult.ts',
    'capabilities/consults/server/reject-consult.test.ts',
  ])
  const [operation = '', story = ''] = files.map((path) => readFileSync(join(root, path), 'utf8'))
  assert.match(operation, /export async function rejectConsult\(/)
  assert.match(operation, /ParsedOf<typeof contract\.rejectConsult>/)
  assert.match(story, /createWorld\(\)/)
  for (const text of [operation, story]) assert.ok(stripTypeScriptTypes(text).length > 0)
  for (const part of [
    "path: '/api/consults/{consultId}/reject'",
    "in consultsPermissions: 'consult.reject'",
    'handle(contract.rejectConsult, rejectConsult)',
    "'reject-consult': refused(",
  ])
    assert.ok(advice.includes(part), `the advice lacks ${part}`)
})

test('a noun of two words and a reading verb are named like the others', (t) => {
  const root = makeRoot(t)
  const { advice } = newOperation(root, ['network', 'get-support-link'])
  assert.match(advice, /method: 'GET',\n {2}path: '\/api\/support-links\/\{supportLinkId\}'/)
  assert.match(advice, /a new networkPermissions, merged in apps\/server\/capabilities\.ts/)
})

test('a contract that is full is not made longer', (t) => {
  const root = makeRoot(t)
  writeFileSync(join(root, 'capabilities/consults/contract.ts'), '\n'.repeat(301))
  const { advice } = newOperation(root, ['consults', 'reject-consult'])
  assert.match(advice, /contract\.ts has 301 lines; put it into a file of capabilities\/consults\/contract\//)
})

test('an unknown capability is refused with the names of those that there are', (t) => {
  const root = makeRoot(t)
  for (const wrong of ['visits', '', '..', '../capabilities/consults'])
    assert.throws(() => newOperation(root, [wrong, 'reject-consult']), {
      message: `There is no capability "${wrong}"; there are consults, network.`,
    })
})

test('a name that is not a verb and a noun in kebab-case is refused, with an example', (t) => {
  const root = makeRoot(t)
  for (const wrong of ['reject', 'rejectConsult', 'Reject-Consult', 'reject_consult', 'reject-', '-consult', '../x-y'])
    assert.throws(() => newOperation(root, ['consults', wrong]), {
      message: `"${wrong}" is not a verb and a noun in kebab-case. Name it like reject-consult.`,
    })
  assert.deepEqual(filesOf(root), ['index.ts'])
})

test('too few or too many words are answered with how it is used', (t) => {
  const root = makeRoot(t)
  for (const args of [[], ['consults'], ['consults', 'reject-consult', 'more']])
    assert.throws(() => newOperation(root, args), { message: /^usage: npm run new -- / })
})

test('a file that is there is kept, and nothing else is written beside it', (t) => {
  const root = makeRoot(t)
  const story = join(root, 'capabilities/consults/server/reject-consult.test.ts')
  writeFileSync(story, 'mine')
  assert.throws(() => newOperation(root, ['consults', 'reject-consult']), {
    message: 'capabilities/consults/server/reject-consult.test.ts is there already; nothing was written.',
  })
  assert.equal(readFileSync(story, 'utf8'), 'mine')
  assert.deepEqual(filesOf(root), ['index.ts', 'reject-consult.test.ts'])
})
