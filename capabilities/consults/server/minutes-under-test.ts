import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { OutsideCall } from '#platform/server/handler.ts'
import type { World } from '#platform/test/world.ts'

/** A call of a person with a reply that keeps what is sent. */
export async function callUnderTest(
  world: World,
  personId: string,
): Promise<{ call: OutsideCall; sent: () => Uint8Array }> {
  let bytes: Uint8Array = new Uint8Array()
  const reply = {
    type: () => reply,
    header: () => reply,
    send: (body: Uint8Array) => {
      bytes = body
      return reply
    },
  }
  const actor = await world.actor(personId)
  // the minutes use of a request and reply of the web server only what stands here
  const web = { request: {}, reply } as unknown as Pick<OutsideCall, 'request' | 'reply'>
  return {
    call: { house: world.house, actor, ...web, note: () => undefined, isPartOfLook: () => undefined },
    sent: () => bytes,
  }
}

/** What is printed in a PDF, each run of blanks as one. */
export async function printedText(pdf: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'printed-'))
  const path = join(folder, 'paper.pdf')
  await writeFile(path, pdf)
  const { stdout } = await promisify(execFile)('pdftotext', [path, '-'])
  await rm(folder, { recursive: true })
  return stdout.replace(/\s+/g, ' ')
}
