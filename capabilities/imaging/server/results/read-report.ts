// Structured reports (PS3.3 A.35) of others: what they say, as they say it, and the points on images.

import type { DataSet } from 'dicom-parser'
import type { Finding, ResultShape } from '../../contract/results.ts'
import type { DicomObject } from '../../pixels/index.ts'
import { type ElementReader, elementReader } from './element-reader.ts'
import { type Made, Refused, type ReportContent } from './result-content.ts'

const mostDepth = 16
const mostItems = 4000
const mostPoints = 20_000
const mostFindings = 1000

const shapes: ReadonlySet<string> = new Set(['POINT', 'MULTIPOINT', 'POLYLINE', 'CIRCLE', 'ELLIPSE'])

type Item = {
  relation: string
  type: string
  /** The concept it is about: its code and what that means. */
  code: string
  name: string
  value: string
  unit: string
  shape: Omit<ResultShape, 'sopUid' | 'frame'> | null
  image: { sopUid: string; frame: number } | null
  children: Item[]
}

/** Reads a report; one that is deeper or longer than a report is refused. */
export function readReport(object: DicomObject): ReportContent {
  const read = elementReader(object)
  const budget = { items: mostItems, points: mostPoints }
  const root = itemOf({ read, budget }, object.data, 0)
  const findings: ReportContent['findings'] = []
  gather(root, [], findings)
  // the points around a group are those of each finding in it
  const points = findings.reduce((sum, each) => sum + each.at.reduce((all, { points: of }) => all + of.length, 0), 0)
  if (findings.length > mostFindings || points > mostPoints * 2) throw new Refused('too-large')
  return { ...madeOf(object, read, root), findings }
}

/** Who made a report that is not read further. */
export function reporterOnly(object: DicomObject): ReportContent {
  const read = elementReader(object)
  const budget = { items: mostItems, points: 0 }
  const context = read
    .items(object.data, 'x0040a730')
    .slice(0, 50)
    .filter((item) => read.text(item, 'x0040a010') === 'HAS OBS CONTEXT')
    .map((item) => itemOf({ read, budget }, item, mostDepth - 1))
  const root: Item = { ...empty, name: read.meaning(object.data, 'x0040a043'), children: context }
  return { ...madeOf(object, read, root), findings: [] }
}

const empty: Item = {
  ...{ relation: '', type: '', code: '', name: '', value: '', unit: '', shape: null, image: null },
  children: [],
}

type Reading = { read: ElementReader; budget: { items: number; points: number } }

function itemOf(reading: Reading, data: DataSet, depth: number): Item {
  const { read, budget } = reading
  budget.items -= 1
  if (budget.items < 0 || depth > mostDepth) throw new Refused('too-large')
  const type = read.text(data, 'x0040a040')
  const name = read.first(data, 'x0040a043')
  return {
    relation: read.text(data, 'x0040a010'),
    type,
    code: read.text(name, 'x00080100'),
    name: read.text(name, 'x00080104'),
    ...saidOf(read, type, data),
    shape: type === 'SCOORD' ? shapeOf(reading, data) : null,
    image: type === 'IMAGE' ? imageOf(read, data) : null,
    children: read.items(data, 'x0040a730').map((child) => itemOf(reading, child, depth + 1)),
  }
}

const valueTags: Readonly<Record<string, string>> = {
  ...{ TEXT: 'x0040a160', DATE: 'x0040a121', TIME: 'x0040a122', DATETIME: 'x0040a120' },
}

function saidOf(read: ElementReader, type: string, data: DataSet): Pick<Item, 'value' | 'unit'> {
  if (type === 'CODE') return { value: read.meaning(data, 'x0040a168'), unit: '' }
  if (type !== 'NUM') return { value: read.text(data, valueTags[type] ?? ''), unit: '' }
  const measured = read.first(data, 'x0040a300')
  if (!measured) return { value: read.meaning(data, 'x0040a301') || '—', unit: '' }
  return { value: read.text(measured, 'x0040a30a'), unit: unitOf(read, read.first(measured, 'x004008ea')) }
}

/** A unit as UCUM writes it; where that is a number or in brackets, what it is called. */
function unitOf(read: ElementReader, code: DataSet | undefined): string {
  const value = read.text(code, 'x00080100')
  if (value === '1') return ''
  return /^[A-Za-zµ%°/0-9.^*]+$/.test(value) ? value : read.text(code, 'x00080104') || value
}

function shapeOf({ read, budget }: Reading, data: DataSet): Item['shape'] {
  const kind = read.text(data, 'x00700023')
  const element = data.elements['x00700022']
  const count = Math.floor((element?.length ?? 0) / 8)
  budget.points -= count
  if (budget.points < 0) throw new Refused('too-large')
  if (!shapes.has(kind) || count === 0) return null
  const points = Array.from({ length: count }, (_, index): [number, number] => [
    data.float('x00700022', index * 2) ?? Number.NaN,
    data.float('x00700022', index * 2 + 1) ?? Number.NaN,
  ])
  // one of the shapes above, and numbers: JSON knows no others
  return points.flat().every(Number.isFinite) ? { kind: kind as ResultShape['kind'], points } : null
}

function imageOf(read: ElementReader, data: DataSet): Item['image'] {
  const reference = read.first(data, 'x00081199')
  const sopUid = read.text(reference, 'x00081155')
  return sopUid ? { sopUid, frame: read.decimals(reference, 'x00081160')[0] ?? 1 } : null
}

const isSaid = (item: Item): boolean =>
  ['TEXT', 'CODE', 'NUM', 'DATE', 'TIME', 'DATETIME'].includes(item.type) && item.value !== ''
const isContext = (item: Item): boolean => item.relation === 'HAS OBS CONTEXT' || item.relation === 'HAS CONCEPT MOD'
// tracking identifiers name a group for machines and people; they are its heading
const tracking = '112039'

type Place = { at: ResultShape[]; isInSpace: boolean }

/** The points and images that stand directly below an item. */
function placeOf(item: Item): Place {
  const at = item.children.flatMap(({ shape, children }): ResultShape[] => {
    const image = children.find((child) => child.image)?.image
    return shape && image ? [{ ...shape, ...image }] : []
  })
  return { at, isInSpace: item.children.some((child) => child.type === 'SCOORD3D') }
}

function gather(item: Item, above: readonly string[], into: ReportContent['findings'], around?: Place): void {
  const name = item.children.find((child) => child.code === tracking)?.value
  const group = [...above, ...(item.type === 'CONTAINER' ? [name || item.name] : [])].filter(Boolean)
  const own = placeOf(item)
  const place = own.at.length > 0 || own.isInSpace || !around ? own : around
  const before = into.length
  for (const child of item.children) {
    if (isContext(child)) continue
    if (isSaid(child)) into.push(findingOf(child, group, place))
    if (child.type !== 'SCOORD' && child.type !== 'IMAGE')
      gather(child, isSaid(child) ? [...group, child.name] : group, into, place)
  }
  // a place of which nothing is said is told too
  if (into.length === before && item.type === 'CONTAINER' && (own.at.length > 0 || own.isInSpace))
    into.push({ group: group.slice(1).join(' · '), name: '', value: '', unit: '', at: own.at, problem: inSpace(own) })
}

const inSpace = (place: Place): Finding['problem'] => (place.isInSpace ? 'in-space' : null)

function findingOf(item: Item, group: readonly string[], around: Place): ReportContent['findings'][number] {
  const own = placeOf(item)
  const place = own.at.length > 0 || own.isInSpace ? own : around
  const modifiers = item.children.filter((child) => child.relation === 'HAS CONCEPT MOD' && child.value)
  const name = [item.name, ...modifiers.map((each) => `(${each.value})`)].join(' ')
  return {
    ...{ group: group.slice(1).join(' · '), name, value: item.value, unit: item.unit, at: place.at },
    problem: inSpace(place),
  }
}

const codes = {
  observerType: '121005',
  device: '121007',
  deviceManufacturer: '121014',
  deviceModel: '121015',
  algorithmName: '111001',
  algorithmVersion: '111003',
  algorithmManufacturer: '122405',
}

function madeOf({ data }: DicomObject, read: ElementReader, root: Item): Made {
  const all = everyContext(root)
  const said = (code: string) => all.find((item) => item.code === code)?.value ?? ''
  const observer = read
    .items(data, 'x0040a730')
    .filter((item) => read.text(read.first(item, 'x0040a043'), 'x00080100') === codes.observerType)
    .map((item) => read.text(read.first(item, 'x0040a168'), 'x00080100'))
  const algorithm = said(codes.algorithmName)
  return {
    title: read.text(data, 'x0008103e') || root.name,
    isByAlgorithm: observer.includes(codes.device) || algorithm !== '',
    maker: {
      manufacturer: said(codes.algorithmManufacturer) || said(codes.deviceManufacturer) || read.text(data, 'x00080070'),
      model: said(codes.deviceModel) || read.text(data, 'x00081090'),
      version: read.values(data, 'x00181020').join(', '),
      algorithm: [algorithm, said(codes.algorithmVersion)].filter(Boolean).join(' '),
    },
  }
}

/** What stands as context at the root and in its groups. */
const everyContext = (item: Item): Item[] => [
  ...item.children.filter((child) => isContext(child) || child.relation === 'HAS PROPERTIES'),
  ...item.children.flatMap(everyContext),
]
