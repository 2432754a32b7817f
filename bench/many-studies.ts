import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type pg from 'pg'
import { prepareHeadCt } from '../e2e/head-ct.ts'
import { until } from '../e2e/until.ts'

const longestMs = 10 * 60_000
const root = '1.2.826.0.1.3680043.10.1455.7'

/** Studies on disk, a folder each, all of one patient. */
export type ManyStudies = { folder: string; studies: { uid: string; files: string[] }[]; origin: 'real' | 'phantom' }

/** Copies a head CT so often, each copy a study of its own. */
export function makeStudies(count: number, identifier: string): ManyStudies {
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-studies-'))
  const first = prepareHeadCt(join(folder, 'first'), identifier, new Date())
  const studies = Array.from({ length: count }, (_, index) => {
    const uid = `${root}.${Date.now()}.${index}`
    const place = join(folder, String(index))
    mkdirSync(place)
    const files = first.files.map((file) => join(place, basename(file)))
    for (const [at, file] of first.files.entries()) copyFileSync(file, files[at] ?? '')
    execFileSync('dcmodify', ['-nb', '-i', `0020,000d=${uid}`, '-i', `0020,000e=${uid}.1`, '-gin', ...files])
    return { uid, files }
  })
  return { folder, studies, origin: first.origin }
}

/** Waits until so many frames of a patient's studies can be shown. */
export async function framesReady(client: pg.Client, uids: readonly string[], frames: number): Promise<void> {
  const isReady = async () => {
    const { rows } = await client.query(
      `select coalesce(sum(jsonb_array_length(i.frames)), 0)::int as ready from imaging.instance i
         join imaging.study s on s.id = i.study_id where s.study_uid = any ($1)`,
      [uids],
    )
    return (rows[0] as { ready: number }).ready >= frames
  }
  await until('the frames', isReady, longestMs)
}
