import type { Tx } from '#platform/server/db.ts'
import { answersOf } from '../contract/answers.ts'
import type { PathwayDocument } from '../contract.ts'
import { entriesOf } from './entry-row.ts'

/** Of what the expert needs, the codes that are answered in the case itself: scores that are complete, items, checklists. */
export async function answeredIn(
  tx: Tx,
  subject: { kind: string; id: string },
  document: PathwayDocument,
): Promise<Set<string>> {
  const answered = new Set<string>()
  const isAsked = (from: string) => document.needed.some((each) => each.from === from)
  if (isAsked('score')) {
    const scores = await tx
      .selectFrom('pathways.score_result')
      .select('code')
      .distinct()
      .where('subject_kind', '=', subject.kind)
      .where('subject_id', '=', subject.id)
      .where('is_complete', '=', true)
      .execute()
    for (const each of scores) answered.add(each.code)
  }
  if (!isAsked('item') && !isAsked('checklist')) return answered
  const entries = await entriesOf(tx, subject)
  for (const [code, value] of answersOf(entries, 'item')) if (value !== 'unknown') answered.add(code)
  const lines = answersOf(entries, 'line')
  for (const checklist of document.checklists) {
    const isWhole = checklist.lines.every((line) => {
      const value = lines.get(`${checklist.code}.${line.code}`)
      return typeof value === 'object' && 'answer' in value && value.answer !== 'unknown'
    })
    if (isWhole) answered.add(checklist.code)
  }
  return answered
}
