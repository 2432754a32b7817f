import { question } from './choices.ts'
import { readInputs, type ScoreDefinition, type ScoreInput, type Text } from './score.ts'

type Region = readonly [code: string, vi: string, en: string, points: number]

const anterior: readonly Region[] = [
  ['aspects-c', 'C: nhân đuôi', 'C: caudate', 1],
  ['aspects-l', 'L: nhân bèo', 'L: lentiform', 1],
  ['aspects-ic', 'IC: bao trong', 'IC: internal capsule', 1],
  ['aspects-i', 'I: thùy đảo', 'I: insula', 1],
  ['aspects-m1', 'M1: vỏ não trước, tầng hạch nền', 'M1: anterior cortex, ganglionic level', 1],
  ['aspects-m2', 'M2: vỏ não bên, tầng hạch nền', 'M2: lateral cortex, ganglionic level', 1],
  ['aspects-m3', 'M3: vỏ não sau, tầng hạch nền', 'M3: posterior cortex, ganglionic level', 1],
  ['aspects-m4', 'M4: vỏ não trước, tầng trên hạch nền', 'M4: anterior cortex, supraganglionic level', 1],
  ['aspects-m5', 'M5: vỏ não bên, tầng trên hạch nền', 'M5: lateral cortex, supraganglionic level', 1],
  ['aspects-m6', 'M6: vỏ não sau, tầng trên hạch nền', 'M6: posterior cortex, supraganglionic level', 1],
]

const posterior: readonly Region[] = [
  ['pc-thalamus-left', 'Đồi thị trái', 'Left thalamus', 1],
  ['pc-thalamus-right', 'Đồi thị phải', 'Right thalamus', 1],
  ['pc-occipital-left', 'Thùy chẩm trái (ĐM não sau)', 'Left occipital lobe (PCA)', 1],
  ['pc-occipital-right', 'Thùy chẩm phải (ĐM não sau)', 'Right occipital lobe (PCA)', 1],
  ['pc-cerebellum-left', 'Tiểu não trái', 'Left cerebellum', 1],
  ['pc-cerebellum-right', 'Tiểu não phải', 'Right cerebellum', 1],
  ['pc-midbrain', 'Trung não', 'Midbrain', 2],
  ['pc-pons', 'Cầu não', 'Pons', 2],
]

/** 10 less the points of the regions with early ischaemic change; `atLeast` counts unread regions as affected. */
function regional(
  code: string,
  sign: string,
  head: { name: Text; source: string },
  regions: readonly Region[],
): ScoreDefinition {
  const inputs: ScoreInput[] = regions.map(([region, vi, en]) => question(region, [vi, en]))
  return {
    code,
    version: 1,
    ...head,
    inputs,
    compute: (given) => {
      const { known, missing, untestable, invalid } = readInputs(inputs, given)
      const points: Record<string, number> = {}
      for (const [region, , , cost] of regions) {
        const isAffected = known.yes(region)
        if (isAffected !== undefined) points[region] = isAffected ? -cost : 0
      }
      const unread = regions.filter(([region]) => missing.includes(region)).reduce((sum, [, , , cost]) => sum + cost, 0)
      const atLeast = 10 + Object.values(points).reduce((sum, each) => sum + each, 0) - unread
      const isComplete = missing.length === 0
      const total = isComplete ? atLeast : null
      const text = isComplete
        ? { vi: `${sign} ${atLeast}`, en: `${sign} ${atLeast}` }
        : { vi: `${sign} ≥ ${atLeast}, chưa đọc hết các vùng`, en: `${sign} ≥ ${atLeast}, not all regions read` }
      return { total, atLeast, isComplete, missing, untestable, invalid, points, band: null, alerts: [], text }
    },
  }
}

/** ASPECTS of the middle cerebral artery, 0–10: a point off for each of ten regions. */
export const aspects = regional(
  'aspects',
  'ASPECTS',
  {
    name: { vi: 'Điểm ASPECTS', en: 'Alberta stroke programme early CT score (ASPECTS)' },
    source: 'Barber PA et al. Lancet 2000;355:1670–1674',
  },
  anterior,
)

/** ASPECTS of the posterior circulation, 0–10: midbrain and pons cost 2 each. */
export const pcAspects = regional(
  'pc-aspects',
  'pc-ASPECTS',
  {
    name: { vi: 'Điểm pc-ASPECTS (tuần hoàn sau)', en: 'Posterior circulation ASPECTS' },
    source: 'Puetz V et al. Stroke 2008;39:2485–2490',
  },
  posterior,
)
