import assert from 'node:assert/strict'
import { test } from 'node:test'
import { specialties } from '../../../../db/provinces.ts'
import { calculators } from '../calculators/registry.ts'
import { documentFaults } from '../document-faults.ts'
import type { Expression } from '../expression.ts'
import { type PathwayDocument, pathwayDocument } from '../pathway-document.ts'
import type { ItemDefinition } from '../pathway-parts.ts'
import { scores } from '../scores/registry.ts'
import type { ScoreInput } from '../scores/score.ts'
import { documents as besidesStroke } from './shipped.ts'
import { strokeTwo } from './stroke-2.ts'

const documents: readonly PathwayDocument[] = [strokeTwo, ...besidesStroke]

/** Words that are the same in both languages: abbreviations, and drugs and regions with one spelling. */
const sameInBoth = new Set([
  ...['INR', 'SpO₂', 'Glucose', 'STEMI', 'GCS', 'HELLP', 'FAST', 'PEEP', 'Troponin', 'SpO₂ %', 'glucose'],
  ...['NIHSS', 'NIHSS ≥6', 'NIHSS ≥10', 'ASPECTS 3–5', 'pc-ASPECTS ≥6', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6'],
])

/** Every pair of texts in a value, with the way to it. */
function textsOf(value: unknown, path: string): { path: string; vi: string; en: string }[] {
  if (Array.isArray(value)) return value.flatMap((each, place) => textsOf(each, `${path}.${place}`))
  if (typeof value !== 'object' || value === null) return []
  if ('vi' in value && 'en' in value) return [{ path, vi: String(value.vi), en: String(value.en) }]
  return Object.entries(value).flatMap(([key, each]) => textsOf(each, `${path}.${key}`))
}

function sourcesOf(value: unknown, path: string): { path: string; source: unknown }[] {
  if (Array.isArray(value)) return value.flatMap((each, place) => sourcesOf(each, `${path}.${place}`))
  if (typeof value !== 'object' || value === null) return []
  const own = 'source' in value ? [{ path, source: value.source }] : []
  return [...own, ...Object.entries(value).flatMap(([key, each]) => sourcesOf(each, `${path}.${key}`))]
}

function partsOf(condition: Expression): Expression[] {
  if ('all' in condition) return condition.all.flatMap(partsOf)
  if ('any' in condition) return condition.any.flatMap(partsOf)
  if ('not' in condition) return partsOf(condition.not)
  return [condition]
}

function conditionsOf(document: PathwayDocument): Expression[] {
  const bundles = document.bundles.flatMap((bundle) => (bundle.when ? [bundle.when] : []))
  const criteria = document.criteria.flatMap(({ rows }) => rows.flatMap((row) => row.conditions.map((one) => one.is)))
  return [...document.alerts.map(({ when }) => when), ...bundles, ...criteria].flatMap(partsOf)
}

const codes = (list: readonly { code: string }[]) => new Set(list.map(({ code }) => code))

test('no document names what it does not have, nor anything twice', () => {
  for (const document of documents) assert.deepEqual(documentFaults(document), [], document.code)
})

test('every document is well formed and has a specialty that the network knows', () => {
  const known = new Set(specialties.map(([code]) => code))
  assert.equal(new Set(documents.map(({ code }) => code)).size, documents.length)
  for (const document of documents) {
    assert.deepEqual(pathwayDocument.parse(document), document)
    assert.ok(known.has(document.specialty), `${document.code} ${document.specialty}`)
    assert.ok(document.windows.length && document.needed.length && document.alerts.length && document.followUps.length)
    // a slide is answered in words, not by points
    const isScored = document.scores.length > 0 || document.specialty === 'pathology'
    assert.ok(document.bundles.length && document.intents.length && isScored, document.code)
  }
})

test('no code stands twice in the same list', () => {
  for (const document of documents) {
    const lists = Object.entries(document).filter((entry) => Array.isArray(entry[1])) as [string, { code?: string }[]][]
    const inner = [
      ...document.checklists.map((list) => [list.code, list.lines] as const),
      ...document.bundles.map((bundle) => [bundle.code, bundle.steps] as const),
      ...document.criteria.map((criteria) => [criteria.code, criteria.rows] as const),
    ]
    for (const [name, list] of [...lists, ...inner]) {
      const found = list.flatMap(({ code }) => (code === undefined ? [] : [code]))
      assert.equal(new Set(found).size, found.length, `${document.code} ${name}: ${found.join(' ')}`)
    }
  }
})

test('every constant has a source', () => {
  for (const document of documents)
    for (const { path, source } of sourcesOf(document, document.code)) {
      if (path.includes('.items.') && source === null) continue
      assert.ok(typeof source === 'string' && source.length >= 5, `${path}: ${String(source)}`)
    }
})

test('every text stands in both languages, and they differ', () => {
  for (const document of documents)
    for (const { path, vi, en } of textsOf(document, document.code)) {
      assert.ok(vi.trim() && en.trim(), path)
      if (!sameInBoth.has(vi)) assert.notEqual(vi, en, `${path}: ${vi}`)
      assert.doesNotMatch(en, /[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i, `${path}: ${en}`)
      assert.doesNotMatch(vi, /\d\.\d(?!\d\d)/, `${path}: a decimal point in Vietnamese: ${vi}`)
    }
})

test('an answer that a condition asks for is one that the item can have', () => {
  for (const document of documents)
    for (const part of conditionsOf(document)) {
      if (!('value' in part)) continue
      const item = document.items.find(({ code }) => code === part.value)
      const kind = item?.is.kind
      if (typeof part.to === 'number') assert.equal(kind, 'number', `${document.code} ${part.value}`)
      else if (item?.is.kind === 'choice')
        assert.ok(codes(item.is.choices).has(String(part.to)), `${part.value} ${part.to}`)
      else
        assert.ok(
          kind === 'yes-no-unknown' && (part.to === 'yes' || part.to === 'no'),
          `${document.code} ${part.value}`,
        )
      if (item?.is.kind === 'number' && typeof part.to === 'number')
        assert.ok(part.to >= item.is.min && part.to <= item.is.max, `${document.code} ${part.value} ${part.to}`)
    }
})

test('targets, windows, schedules and bundles count from stations that are there, and steps fit into their bundle', () => {
  for (const document of documents) {
    const stations = codes(document.milestones)
    const after = [
      ...document.milestones.flatMap(({ within }) => (within ? [within.after] : [])),
      ...document.windows.map((window) => window.after),
      ...document.schedules.map((schedule) => schedule.after),
      ...document.bundles.flatMap((bundle) => (bundle.after === null ? [] : [bundle.after])),
    ]
    assert.deepEqual(
      after.filter((code) => !stations.has(code)),
      [],
      document.code,
    )
    for (const { code, withinMinutes, steps } of document.bundles)
      for (const step of steps) assert.ok((step.withinMinutes ?? 0) <= withinMinutes, `${code} ${step.code}`)
    for (const code of ['requested', 'accepted', 'joined', 'concluded', 'decided']) assert.ok(stations.has(code), code)
  }
})

test('scores and calculators are in the registry, and their inputs are filled from items that are there', () => {
  for (const document of documents) {
    const items = codes(document.items)
    for (const use of document.scores) {
      const score = scores[use.code]
      assert.ok(score, `${document.code} ${use.code}`)
      for (const [input, item] of Object.entries(use.from)) {
        assert.ok(codes(score.inputs).has(input), `${use.code} ${input}`)
        assert.ok(items.has(item), `${document.code} ${use.code} ${item}`)
      }
    }
    for (const use of document.calculators) {
      const found = calculators[use.code]
      assert.ok(found, `${document.code} ${use.code}`)
      assert.equal(use.needsSecondPerson, found.needsSecondPerson, `${document.code} ${use.code}`)
      for (const input of [...Object.keys(use.from), ...Object.keys(use.given)])
        assert.ok(codes(found.inputs).has(input), `${use.code} ${input}`)
      assert.ok(
        Object.values(use.from).every((item) => items.has(item)),
        `${document.code} ${use.code}`,
      )
      assert.ok(
        use.checklists.every((code) => codes(document.checklists).has(code)),
        `${document.code} ${use.code}`,
      )
      for (const [input, value] of Object.entries(use.given)) {
        const asked = found.inputs.find(({ code }) => code === input)
        assert.ok(asked?.kind === 'choice' && asked.choices.some((one) => one.value === value), `${input} ${value}`)
      }
    }
  }
})

/** What an item cannot answer of what an input asks: another kind, or answers that the input does not know. */
function misfit(asked: ScoreInput | undefined, item: ItemDefinition | undefined): string[] {
  const kind = asked?.kind === 'yes-no' ? 'yes-no-unknown' : asked?.kind
  if (!kind || item?.is.kind !== kind) return [`${item?.code} is no ${kind}`]
  if (asked?.kind !== 'choice' || item.is.kind !== 'choice') return []
  const values = new Set(asked.choices.map(({ value }) => value))
  return item.is.choices.filter(({ code }) => !values.has(code)).map(({ code }) => `${item.code} ${code}`)
}

test('an item that fills a score has the same answers as the score asks for', () => {
  for (const document of documents)
    for (const use of [...document.scores, ...document.calculators]) {
      const inputs = (scores[use.code] ?? calculators[use.code])?.inputs ?? []
      const misfits = Object.entries(use.from).flatMap(([input, code]) =>
        misfit(
          inputs.find((one) => one.code === input),
          document.items.find((one) => one.code === code),
        ),
      )
      assert.deepEqual(misfits, [], `${document.code} ${use.code}`)
    }
})

test('what the expert needs can be given in the case', () => {
  for (const document of documents) {
    const given = {
      milestone: codes(document.milestones),
      item: codes(document.items),
      checklist: codes(document.checklists),
      score: codes(document.scores),
      observation: new Set(document.items.flatMap(({ observation }) => (observation ? [observation as string] : []))),
    }
    for (const { code, from } of document.needed)
      assert.ok(from === 'study' || given[from].has(code), `${document.code} ${from} ${code}`)
  }
})
