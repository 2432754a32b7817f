import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SpoolIndex } from './spool/spool-index.ts'

const mostStudies = 50

/** How far each study is, and what is kept and not sent, as lines for a person; beside a running gateway too. */
export function statusLines(folder: string): string[] {
  const path = join(folder, 'spool', 'index.sqlite')
  if (!existsSync(path)) return ['Nothing was received yet.']
  const index = new SpoolIndex(path)
  try {
    const { waiting, held, bytes } = index.totals()
    const studies = index
      .studies(0, mostStudies)
      .map((study) =>
        [
          new Date(study.firstReceivedAt).toISOString(),
          study.modality.padEnd(4),
          `${study.sent}/${study.received} sent`,
          study.isUrgent ? 'emergency' : '',
          study.studyUid,
        ].join('  '),
      )
    const kept = index
      .heldObjects()
      .map((each) => `${each.state}  ${each.problem}  ${each.instanceUid} of study ${each.studyUid}`)
    return [
      `${waiting} objects wait, ${held} are kept and not sent, ${Math.ceil(bytes / 1_000_000)} MB on the disk`,
      ...studies,
      ...(kept.length > 0 ? ['kept and not sent:', ...kept] : []),
    ]
  } finally {
    index.close()
  }
}
