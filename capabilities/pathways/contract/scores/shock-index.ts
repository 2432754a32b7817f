import { unconfirmed } from '../unconfirmed.ts'
import {
  readInputs,
  round,
  type ScoreAlert,
  type ScoreBand,
  type ScoreDefinition,
  type ScoreInput,
  type Text,
  written,
} from './score.ts'
import { ageYears, heartRate, systolic } from './vital-signs.ts'

type Rung = { from: number; isAbove?: true; band: ScoreBand; alert: ScoreAlert['level'] | null }

type ShockIndex = Pick<ScoreDefinition, 'code' | 'name' | 'source'> & {
  isUnconfirmed?: true
  inputs: readonly ScoreInput[]
  /** The rungs from the highest down, for the age when it matters; none where no threshold is published. */
  rungs: (years: number | undefined) => readonly Rung[]
}

/** Cut, not rounded, to two decimals: what is shown never looks like a threshold that was not reached. */
function shown(ratio: number): number {
  return Math.floor(round(ratio * 100, 6)) / 100
}

function shockIndex(index: ShockIndex): ScoreDefinition {
  return {
    code: index.code,
    version: 1,
    name: index.name,
    source: index.source,
    ...(index.isUnconfirmed ? { isUnconfirmed: true as const } : {}),
    inputs: index.inputs,
    compute: (given) => {
      const { known, missing, untestable, invalid } = readInputs(index.inputs, given)
      const rate = known.number('heart-rate')
      const pressure = known.number('systolic')
      const open = { isComplete: false, missing, untestable, invalid, points: {}, alerts: [], band: null }
      const unknown: Text = { vi: 'Chỉ số sốc: chưa đủ dữ liệu', en: 'Shock index: incomplete' }
      if (missing.length || rate === undefined || pressure === undefined)
        return { ...open, total: null, atLeast: 0, text: unknown }
      const ratio = rate / pressure
      const found = index
        .rungs(known.number('age-years'))
        .find((step) => (step.isAbove ? ratio > step.from : ratio >= step.from))
      const total = shown(ratio)
      const figure = written(total, 2)
      return {
        ...open,
        total,
        atLeast: total,
        isComplete: true,
        band: found?.band ?? null,
        alerts: found?.alert
          ? [{ code: `shock-index-${found.band.code}`, level: found.alert, label: found.band.label }]
          : [],
        text: { vi: `Chỉ số sốc ${figure.vi}`, en: `Shock index ${figure.en}` },
      }
    },
  }
}

const calm: Rung = {
  from: 0,
  band: { code: 'below-alert', label: { vi: 'Dưới ngưỡng cảnh báo', en: 'Below the alert' } },
  alert: null,
}

function rung(from: number, code: string, label: Text, alert: ScoreAlert['level'] | null): Rung {
  return { from, band: { code, label }, alert }
}

/** Shock index (heart rate ÷ systolic) of adults outside obstetrics: alert from 0.9, act from 1.0. */
export const shockIndexAdult = shockIndex({
  code: 'shock-index',
  name: { vi: 'Chỉ số sốc', en: 'Shock index' },
  source: 'Allgöwer M, Burri C. 1967; Rady MY et al. Ann Emerg Med 1994;24:685–690',
  inputs: [heartRate, systolic],
  rungs: () => [
    rung(
      1,
      'act',
      {
        vi: 'Chỉ số sốc ≥ 1,0: nguy cơ truyền máu khối lượng lớn',
        en: 'Shock index ≥ 1.0: risk of massive transfusion',
      },
      'act',
    ),
    rung(0.9, 'alert', { vi: 'Chỉ số sốc ≥ 0,9: cảnh báo', en: 'Shock index ≥ 0.9: alert' }, 'watch'),
    calm,
  ],
})

/** Shock index in obstetrics: alert from 0.9, severe from 1.4, red of CRADLE from 1.7. */
export const shockIndexObstetric = shockIndex({
  code: 'shock-index-obstetric',
  name: { vi: 'Chỉ số sốc sản khoa', en: 'Obstetric shock index' },
  source: `Nathan HL et al. BJOG 2015;122:268–275; ${unconfirmed('CRADLE: 1,4 · 1,7')}`,
  isUnconfirmed: true,
  inputs: [heartRate, systolic],
  rungs: () => [
    rung(1.7, 'red', { vi: 'Chỉ số sốc ≥ 1,7: mức đỏ', en: 'Shock index ≥ 1.7: red' }, 'act'),
    rung(1.4, 'severe', { vi: 'Chỉ số sốc ≥ 1,4: nặng', en: 'Shock index ≥ 1.4: severe' }, 'act'),
    rung(0.9, 'alert', { vi: 'Chỉ số sốc ≥ 0,9: cảnh báo', en: 'Shock index ≥ 0.9: alert' }, 'watch'),
    calm,
  ],
})

function paediatricRungs(years: number | undefined): readonly Rung[] {
  if (years === undefined || years < 4) return []
  const above = years < 7 ? 1.22 : years < 13 ? 1 : 0.9
  const figure = written(above)
  const label = {
    vi: `Chỉ số sốc > ${figure.vi} theo tuổi: cảnh báo`,
    en: `Shock index > ${figure.en} for the age: alert`,
  }
  return [{ ...rung(above, 'raised', label, 'act'), isAbove: true }, calm]
}

/** Shock index of children from 4 to 16 years (SIPA): above 1.22 at 4–6, 1.0 at 7–12, 0.9 at 13–16 years. */
export const shockIndexPaediatric = shockIndex({
  code: 'shock-index-paediatric',
  name: { vi: 'Chỉ số sốc trẻ em (SIPA)', en: 'Paediatric shock index (SIPA)' },
  source: unconfirmed('Acker SN et al. J Pediatr Surg 2015;50:331–334'),
  isUnconfirmed: true,
  inputs: [{ ...ageYears, max: 16 }, heartRate, systolic],
  rungs: paediatricRungs,
})
