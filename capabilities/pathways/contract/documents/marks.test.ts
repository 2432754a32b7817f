import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calculators } from '../calculators/registry.ts'
import { scores } from '../scores/registry.ts'
import { documents } from './shipped.ts'
import { strokeOne } from './stroke-1.ts'
import { strokeTwo } from './stroke-2.ts'

const mark = 'cần xác nhận · to be confirmed'
const all = [strokeOne, strokeTwo, ...documents]

/** Every source in a value, with the codes that lead to it. */
function sourcesOf(value: unknown, path: string): { path: string; source: string }[] {
  if (typeof value !== 'object' || value === null) return []
  const code = 'code' in value && typeof value.code === 'string' ? value.code : null
  const here = code === null ? path : `${path} ${code}`
  const own = 'source' in value && typeof value.source === 'string' ? [{ path: here, source: value.source }] : []
  return [...own, ...Object.values(value).flatMap((each) => sourcesOf(each, here))]
}

const found = all.flatMap((document) => sourcesOf(document, ''))

/** Whether each source under a path is marked. */
const isMarked = (path: string): boolean => {
  const under = found.filter((each) => each.path.trim() === path || each.path.trim().startsWith(`${path} `))
  assert.ok(under.length > 0, path)
  return under.every(({ source }) => source.includes(mark))
}

test('what we set ourselves is marked wherever it stands', () => {
  for (const { path, source } of found)
    if (source.includes('Tuyến')) assert.ok(source.includes(mark), `${path}: ${source}`)
})

test('a score or calculator says that it must be confirmed exactly where its source is marked', () => {
  for (const one of [...Object.values(scores), ...Object.values(calculators)])
    assert.equal(one.isUnconfirmed ?? false, one.source.includes(mark), one.code)
})

test('what no guideline backs that was read is marked', () => {
  const marked = [
    'newborn cooling',
    'newborn cooling-started',
    'newborn cooling-window',
    'newborn cooling-closes',
    'newborn ventilated',
    'newborn ventilation-late',
    'newborn resuscitation',
    'pph mechanical aortic-compression',
    'pph massive-transfusion',
    'pph motive tranexamic-acid',
    'pph pph-300-with-sign',
    'trauma-bleeding open-drainage',
    'trauma-bleeding primary-survey',
    'trauma-bleeding first-blood',
    'trauma-bleeding blood-late',
    'amniotic-fluid-embolism after-collapse',
    'amniotic-fluid-embolism decide-now',
    'amniotic-fluid-embolism fibrinogen-low',
    'stemi against-lysis',
    'sepsis lactate-taken',
    'sepsis cultures-taken',
    'sepsis dengue',
    'child first-minutes',
    'child hypotension-other-ages',
    'frozen-section telling',
    'frozen-section not-read-back',
    'frozen-section infectious',
    'frozen-section images-arrived',
    'stroke against-lysis menstruation',
    'stroke requested',
    'stroke concluded',
  ]
  assert.deepEqual(
    marked.filter((path) => !isMarked(path)),
    [],
  )
  const [reperfusion] =
    documents.find(({ code }) => code === 'stemi')?.windows.filter((one) => one.code === 'reperfusion') ?? []
  assert.ok(reperfusion?.source.includes(mark))
})

test('the drainage of the pericardium has 13 steps, and each asks for a surgeon to review it', () => {
  const bundle = documents.flatMap(({ bundles }) => bundles).find(({ code }) => code === 'open-drainage')
  assert.equal(bundle?.steps.length, 13)
  for (const { code, source } of bundle?.steps ?? []) assert.match(source, /a surgeon must review \(cần xác nhận/, code)
})

test('the parts of doses and scores that nobody confirmed are named', () => {
  const named = {
    'tenecteplase-stemi': /over 5–10 s \(cần/,
    labetalol: /4th and 5th dose, speed, contraindications \(cần/,
    nicardipine: /used in obstetrics \(cần/,
    abcd2: /bands \(cần/,
    'shock-index-obstetric': /CRADLE.* \(cần/,
  }
  for (const [code, part] of Object.entries(named))
    assert.match((scores[code] ?? calculators[code])?.source ?? '', part)
})
