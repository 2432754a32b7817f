import type { Known, ScoreAlert, ScoreBand, ScoreInput } from './score.ts'
import { type Standing, summedScore } from './summed-score.ts'
import { respiratoryRate, systolic } from './vital-signs.ts'

const alteredMentation: ScoreInput = {
  code: 'altered-mentation',
  label: { vi: 'Rối loạn ý thức (GCS < 15)', en: 'Altered mentation (GCS < 15)' },
  kind: 'yes-no',
  points: 1,
}

function atLeastPoint(known: Known, code: string, from: number): number | undefined {
  const value = known.number(code)
  return value === undefined ? undefined : Number(value >= from)
}

function atMostPoint(known: Known, code: string, upTo: number): number | undefined {
  const value = known.number(code)
  return value === undefined ? undefined : Number(value <= upTo)
}

function qsofaBand(total: number): ScoreBand {
  return total >= 2
    ? { code: 'positive', label: { vi: 'Dương tính', en: 'Positive' } }
    : { code: 'negative', label: { vi: 'Âm tính', en: 'Negative' } }
}

function qsofaAlerts({ atLeast }: Standing): ScoreAlert[] {
  if (atLeast < 2) return []
  return [
    {
      code: 'qsofa-positive',
      level: 'act',
      label: {
        vi: 'qSOFA ≥ 2: nguy cơ nặng khi nghi nhiễm khuẩn; không dùng đơn độc để sàng lọc',
        en: 'qSOFA ≥ 2: high risk when infection is suspected; not to be used alone for screening',
      },
    },
  ]
}

/** qSOFA: respiratory rate from 22, systolic up to 100 mmHg, altered mentation; positive from 2. */
export const qsofa = summedScore({
  code: 'qsofa',
  version: 1,
  name: { vi: 'Điểm qSOFA', en: 'Quick SOFA (qSOFA)' },
  sign: 'qSOFA',
  source: 'Sepsis-3, JAMA 2016;315:801–810; Surviving Sepsis Campaign 2021',
  inputs: [respiratoryRate, systolic, alteredMentation],
  points: {
    'respiratory-rate': (known) => atLeastPoint(known, 'respiratory-rate', 22),
    systolic: (known) => atMostPoint(known, 'systolic', 100),
  },
  band: qsofaBand,
  alerts: qsofaAlerts,
})

/** qSOFA modified for pregnancy: respiratory rate from 25, systolic under 90 mmHg, altered mentation. */
export const qsofaObstetric = summedScore({
  code: 'qsofa-obstetric',
  version: 1,
  name: { vi: 'Điểm qSOFA sản khoa', en: 'Obstetric-modified qSOFA' },
  sign: 'omqSOFA',
  source: 'SOMANZ sepsis in pregnancy and the postpartum period, 2017',
  inputs: [respiratoryRate, systolic, { ...alteredMentation, label: { vi: 'Không tỉnh táo', en: 'Not alert' } }],
  points: {
    'respiratory-rate': (known) => atLeastPoint(known, 'respiratory-rate', 25),
    systolic: (known) => atMostPoint(known, 'systolic', 89),
  },
  band: qsofaBand,
  alerts: qsofaAlerts,
})
