import { Problem } from '#platform/server/problem.ts'
import type { ItemDefinition } from '../contract/pathway-parts.ts'
import { diagramMark, type EntryKind, type EntryValue, lineAnswer, moment, tallyAmount } from '../contract/run.ts'
import type { PathwayDocument } from '../contract.ts'

/** An answer that somebody wants to write. */
export type Wanted = { kind: EntryKind; code: string; value: EntryValue | null }

const clockSkewMs = 5 * 60_000

const stranger = (code: string) => new Problem(422, 'not-in-pathway', [{ path: code, message: 'unknown' }])
const outside = (code: string) => new Problem(422, 'answer-out-of-range', [{ path: code, message: 'range' }])

/** The answer as it may be written: of this pathway, of the right shape, within its range, not of the future. */
export function checkedAnswer(document: PathwayDocument, wanted: Wanted, now: Date): EntryValue | null {
  const { code, value } = wanted
  const whole = code.includes('.') ? code.slice(0, code.indexOf('.')) : code
  const part = code.slice(whole.length + 1)
  switch (wanted.kind) {
    case 'item':
      return itemAnswer(document, code, value)
    case 'line':
      return lineAnswerOf(document, { code, whole, part }, value)
    case 'score-input':
      return scoreInput(document, code, whole, value)
    case 'diagram':
      return diagramAnswer(document, code, value)
    case 'tally':
      return tallyAnswer(document, { code, whole, part }, value, now)
    case 'bundle':
      return startedAt(document, code, value, now)
    case 'step':
      return doneAt(document, { code, whole, part }, value, now)
    default:
      return wanted.kind satisfies never
  }
}

type Named = { code: string; whole: string; part: string }

function itemAnswer(document: PathwayDocument, code: string, value: EntryValue | null): EntryValue | null {
  const item = document.items.find((each) => each.code === code)
  // what the record holds is entered in the record, so that it stands in one place
  if (!item || item.observation) throw stranger(code)
  if (value !== null && !isOfKind(item.is, value)) throw outside(code)
  return value
}

function isOfKind(is: ItemDefinition['is'], value: EntryValue): boolean {
  if (is.kind === 'number') return typeof value === 'number' && value >= is.min && value <= is.max
  if (is.kind === 'choice') return is.choices.some((choice) => choice.code === value)
  if (is.kind === 'yes-no-unknown') return value === 'yes' || value === 'no' || value === 'unknown'
  if (typeof value !== 'string') return false
  return is.kind === 'text' || !Number.isNaN(Date.parse(value))
}

function lineAnswerOf(document: PathwayDocument, { code, whole, part }: Named, value: EntryValue | null) {
  const checklist = document.checklists.find((each) => each.code === whole)
  const line = checklist?.lines.find((each) => each.code === part)
  if (!line) throw stranger(code)
  if (value === null) return null
  const answer = lineAnswer.safeParse(value)
  if (!answer.success) throw outside(code)
  const isWeighed = checklist?.yesIs === 'against' && line.weight === 'relative' && answer.data.answer === 'yes'
  if (isWeighed && answer.data.text === '') {
    throw new Problem(422, 'free-text-missing', [{ path: code, message: 'text' }])
  }
  return answer.data
}

function scoreInput(document: PathwayDocument, code: string, whole: string, value: EntryValue | null) {
  if (!document.scores.some((each) => each.code === whole)) throw stranger(code)
  if (typeof value === 'object' && value !== null) throw outside(code)
  return value
}

function diagramAnswer(document: PathwayDocument, code: string, value: EntryValue | null): EntryValue | null {
  const diagram = document.diagrams.find((each) => each.code === code)
  if (!diagram) throw stranger(code)
  if (value === null) return null
  const mark = diagramMark.safeParse(value)
  const isKnown = (region: string) => diagram.regions.some((each) => each.code === region)
  if (!mark.success || !mark.data.regions.every(isKnown)) throw outside(code)
  return { ...mark.data, regions: [...new Set(mark.data.regions)].sort() }
}

/** A device's clock may run ahead a little; what it says is then taken as now. What lies further ahead is refused. */
function notAhead(code: string, at: string, now: Date): string {
  const aheadMs = new Date(at).getTime() - now.getTime()
  if (aheadMs > clockSkewMs) throw outside(code)
  return aheadMs > 0 ? now.toISOString() : at
}

function tallyAnswer(document: PathwayDocument, named: Named, value: EntryValue | null, now: Date) {
  const tally = document.tallies.find((each) => each.code === named.whole)
  if (!tally || !/^[0-9a-f-]{36}$/.test(named.part)) throw stranger(named.code)
  if (value === null) return null
  const amount = tallyAmount.safeParse(value)
  if (!amount.success) throw outside(named.code)
  const { amount: given, kind } = amount.data
  const isListed = kind === null || tally.kinds.some((each) => each.code === kind)
  if (given < tally.min || given > tally.max || !isListed) throw outside(named.code)
  return tallyAmount.parse({ ...amount.data, at: notAhead(named.code, amount.data.at, now) })
}

function startedAt(document: PathwayDocument, code: string, value: EntryValue | null, now: Date) {
  if (!document.bundles.some((each) => each.code === code)) throw stranger(code)
  return value === null ? null : momentOf(code, value, now)
}

function doneAt(document: PathwayDocument, { code, whole, part }: Named, value: EntryValue | null, now: Date) {
  const bundle = document.bundles.find((each) => each.code === whole)
  if (!bundle?.steps.some((each) => each.code === part)) throw stranger(code)
  return value === null ? null : momentOf(code, value, now)
}

function momentOf(code: string, value: EntryValue, now: Date) {
  const at = moment.safeParse(value)
  if (!at.success) throw outside(code)
  return moment.parse({ at: notAhead(code, at.data.at, now) })
}
