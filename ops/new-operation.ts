import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** What was written, as paths below the root, and what is left to do by hand. */
export type NewOperation = { files: string[]; advice: string }

type Names = {
  capability: string
  /** `reject-consult` */
  file: string
  /** `rejectConsult` */
  call: string
  verb: string
  /** `consult` */
  noun: string
  /** `consultId` */
  key: string
}

const usage = 'usage: npm run new -- CAPABILITY VERB-NOUN, e.g. npm run new -- consults reject-consult'
const verbNoun = /^[a-z]+(-[a-z0-9]+)+$/
const reads = ['get', 'list', 'search', 'find']
const fullContractLines = 300

const camel = (words: string): string => words.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/**
 * Writes the skeleton of an operation and its test into a capability below `root`. Throws a sentence for a person when
 * there is no such capability, when the name is not verb-noun in kebab-case, or when a file is there already.
 */
export function newOperation(root: string, args: readonly string[]): NewOperation {
  const names = namesOf(root, args)
  const folder = `capabilities/${names.capability}/server`
  const texts = new Map([
    [`${folder}/${names.file}.ts`, operationText(names)],
    [`${folder}/${names.file}.test.ts`, testText(names)],
  ])
  for (const path of texts.keys()) {
    if (existsSync(join(root, path))) throw new Error(`${path} is there already; nothing was written.`)
  }
  for (const [path, text] of texts) writeFileSync(join(root, path), text, { flag: 'wx' })
  return { files: [...texts.keys()], advice: adviceFor(root, names) }
}

function namesOf(root: string, args: readonly string[]): Names {
  const [capability = '', file = ''] = args
  if (args.length !== 2) throw new Error(usage)
  const known = readdirSync(join(root, 'capabilities')).filter((name) =>
    existsSync(join(root, 'capabilities', name, 'server/index.ts')),
  )
  if (!known.includes(capability)) {
    throw new Error(`There is no capability "${capability}"; there are ${known.sort().join(', ')}.`)
  }
  if (!verbNoun.test(file)) {
    throw new Error(`"${file}" is not a verb and a noun in kebab-case. Name it like reject-consult.`)
  }
  const [verb = '', ...rest] = file.split('-')
  const noun = rest.join('-')
  return { capability, file, call: camel(file), verb, noun, key: `${camel(noun)}Id` }
}

function operationText({ call, verb, noun }: Names): string {
  const isRead = reads.includes(verb)
  const steps = isRead
    ? `  // Row-level security leaves out what the actor may not see: what did not come back is 404.
  // Note whose data it is: noteAccess(tx, { patientId, purpose }).
`
    : `  // The guard is in the write: one UPDATE … WHERE status IN (…) RETURNING; what did not come back is 404 or 409 by name.
  // Note whose data it is: noteAccess(tx, { patientId, purpose }). Say what happened, in this transaction: emit(tx, actor, …).
`
  return `import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'

/** Refuses everybody until it is written: say here what it promises about the ${noun.replaceAll('-', ' ')}. */
export async function ${call}(
  _tx: Tx,
  _actor: Actor,
  _input: ParsedOf<typeof contract.${call}>,
): Promise<OutputOf<typeof contract.${call}>> {
${steps}  throw notFound()
}
`
}

function testText({ call, file, noun, key }: Names): string {
  return `import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#platform/server/new-id.ts'
import { Problem } from '#platform/server/problem.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { ${call} } from './${file}.ts'

let world: World

before(async () => {
  world = await createWorld()
})
after(async () => await world.close())

test('${file.replaceAll('-', ' ')}: what one may not see is as if it were not there', async () => {
  const stranger = await world.person(await world.facility('Mường Nhé'), 'doctor')
  const input = { ${key}: newId<'${noun}'>() }
  await assert.rejects(
    world.as(stranger, async (tx, actor) => await ${call}(tx, actor, input)),
    (error) => error instanceof Problem && error.status === 404,
  )
})
`
}

function adviceFor(root: string, names: Names): string {
  const { capability, file, call, noun, verb, key } = names
  const folder = `capabilities/${capability}`
  const contract = readFileSync(join(root, folder, 'contract.ts'), 'utf8')
  const list = `${camel(capability)}Permissions`
  const lines = contract.split('\n').length - 1
  const place =
    lines > fullContractLines
      ? `${folder}/contract.ts has ${lines} lines; put it into a file of ${folder}/contract/ and import the type from there`
      : `in ${folder}/contract.ts`
  const holders = contract.includes(list) ? list : `a new ${list}, merged in apps/server/capabilities.ts`
  return `1. ${place}:

${contractText(names)}
   and in ${holders}: '${noun}.${verb}': ['doctor']. No role holds it until it is there, and the server says so.

2. in ${folder}/server/index.ts:

import { ${call} } from './${file}.ts'
  handle(contract.${call}, ${call}),

3. among the rows of apps/server/*-refusal-rows.ts, with the id of the case itself, not a random one:

  '${file}': refused(() => ({ ${key}: … })),

4. a sentence for each new problem in apps/web/words.ts; the description of the API: node platform/test/check.ts --write
5. the story that the operation exists for, as a test in ${folder}/server/${file}.test.ts; a line in CHANGELOG.md`
}

function contractText({ call, file, noun, verb, key }: Names): string {
  const isRead = verb === 'get' || verb === 'list'
  const path = `/api/${noun}s/{${key}}${isRead ? '' : `/${verb}`}`
  return `/** One sentence of promise. */
export const ${call} = endpoint({
  name: '${file}',
  method: '${isRead ? 'GET' : 'POST'}',
  path: '${path}',
  may: '${noun}.${verb}',${verb === 'search' || verb === 'find' ? '\n  readsOnly: true,' : ''}
  input: z.object({ ${key}: id<'${noun}'>() }),
  output: ${reads.includes(verb) ? 'z.object({})' : 'done'},
  problems: [],
})
`
}

if (import.meta.main) {
  try {
    const { files, advice } = newOperation(resolve(import.meta.dirname, '..'), process.argv.slice(2))
    for (const path of files) console.log(`wrote ${path}`)
    console.log(`\n${advice}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
