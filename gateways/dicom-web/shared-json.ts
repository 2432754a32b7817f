import type { OpenShare, SharedInstance } from '#capabilities/imaging/server/index.ts'
import { htj2k } from './media-types.ts'

type Json = Record<string, { vr: string; Value?: unknown[]; BulkDataURI?: string }>

/** Metadata of an instance as its frames are sent: colours are red, green and blue side by side; and where its bulk data is. */
export function metadataOf(instance: SharedInstance, bulkData?: string): Json {
  const { tags, layout } = instance
  const colours: Json =
    layout?.components === 3
      ? {
          '00280002': { vr: 'US', Value: [3] },
          '00280004': { vr: 'CS', Value: ['RGB'] },
          '00280006': { vr: 'US', Value: [0] },
          '00280100': { vr: 'US', Value: [8] },
          '00280101': { vr: 'US', Value: [8] },
          '00280102': { vr: 'US', Value: [7] },
          '00280103': { vr: 'US', Value: [0] },
        }
      : {}
  const pixels: Json = bulkData && layout ? { '7FE00010': { vr: 'OW', BulkDataURI: `${bulkData}/7FE00010` } } : {}
  return { ...tags, ...colours, '00083002': { vr: 'UI', Value: [htj2k] }, ...pixels }
}

const pick = (tags: Json, names: readonly string[]): Json =>
  Object.fromEntries(names.flatMap((name) => (tags[name] ? [[name, tags[name]]] : [])))

const ofStudy = ['00080020', '00080030', '00081030', '00100010', '00100020', '0020000D']
const ofSeries = ['00080060', '0008103E', '0020000E', '00200011', '0020000D']
const ofInstance = ['00080016', '00080018', '00200013', '00280008', '00280010', '00280011', '0020000E', '0020000D']

/** The study of a share as QIDO-RS answers. */
export function studyAnswer({ instances }: OpenShare): Json[] {
  const [first] = instances
  if (!first) return []
  const modalities = new Set(instances.flatMap((each) => each.tags['00080060']?.Value ?? []))
  return [
    {
      ...pick(first.tags, ofStudy),
      '00080061': { vr: 'CS', Value: [...modalities] },
      '00201206': { vr: 'IS', Value: [new Set(instances.map((each) => each.seriesUid)).size] },
      '00201208': { vr: 'IS', Value: [instances.length] },
    },
  ]
}

/** The series of a share as QIDO-RS answers. */
export function seriesAnswer({ instances }: OpenShare): Json[] {
  const bySeries = new Map<string, SharedInstance[]>()
  for (const each of instances) bySeries.set(each.seriesUid, [...(bySeries.get(each.seriesUid) ?? []), each])
  return [...bySeries.values()].map((all) => ({
    ...pick(all[0]?.tags ?? {}, ofSeries),
    '00201209': { vr: 'IS', Value: [all.length] },
  }))
}

/** The instances of a series of a share as QIDO-RS answers. */
export const instanceAnswer = ({ instances }: OpenShare, seriesUid: string): Json[] =>
  instances.filter((each) => each.seriesUid === seriesUid).map((each) => pick(metadataOf(each), ofInstance))
