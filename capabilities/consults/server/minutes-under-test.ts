import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** What is printed in a PDF, each run of blanks as one. */
export async function printedText(pdf: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'printed-'))
  const path = join(folder, 'paper.pdf')
  await writeFile(path, pdf)
  const { stdout } = await promisify(execFile)('pdftotext', [path, '-'])
  await rm(folder, { recursive: true })
  return stdout.replace(/\s+/g, ' ')
}
