import type { Known, ScoreInput } from './score.ts'
import { summedScore } from './summed-score.ts'
import { heartRate, respiratoryRate, temperature } from './vital-signs.ts'

const paco2: ScoreInput = {
  code: 'paco2',
  label: { vi: 'PaCO₂', en: 'PaCO₂' },
  isOptional: true,
  kind: 'number',
  unit: 'mm[Hg]',
  min: 5,
  max: 200,
  decimals: 0,
}

const whiteCells: ScoreInput = {
  code: 'white-cells',
  label: { vi: 'Bạch cầu', en: 'White cells' },
  kind: 'number',
  unit: '10*9/L',
  min: 0,
  max: 500,
  decimals: 1,
}

const bands: ScoreInput = {
  code: 'band-cells',
  label: { vi: 'Bạch cầu đũa', en: 'Band cells' },
  isOptional: true,
  kind: 'number',
  unit: '%',
  min: 0,
  max: 100,
  decimals: 0,
}

function isOutside(value: number | undefined, low: number, high: number): number | undefined {
  return value === undefined ? undefined : Number(value < low || value > high)
}

function breathing(known: Known): number | undefined {
  const rate = known.number('respiratory-rate')
  const gas = known.number('paco2')
  if ((rate ?? 0) > 20 || (gas ?? 40) < 32) return 1
  return rate === undefined ? undefined : 0
}

function cells(known: Known): number | undefined {
  const found = isOutside(known.number('white-cells'), 4, 12)
  if ((known.number('band-cells') ?? 0) > 10) return 1
  return found
}

/** SIRS, 0–4, positive from 2: temperature, heart rate, breathing (rate or PaCO₂), white cells (count or bands). */
export const sirs = summedScore({
  code: 'sirs',
  version: 1,
  name: { vi: 'Hội chứng đáp ứng viêm hệ thống (SIRS)', en: 'Systemic inflammatory response syndrome (SIRS)' },
  sign: 'SIRS',
  source: 'ACCP/SCCM consensus conference, Chest 1992;101:1644–1655',
  inputs: [temperature, heartRate, respiratoryRate, paco2, whiteCells, bands],
  points: {
    temperature: (known) => isOutside(known.number('temperature'), 36, 38),
    'heart-rate': (known) => isOutside(known.number('heart-rate'), 0, 90),
    'respiratory-rate': breathing,
    'white-cells': cells,
  },
  band: (total) =>
    total >= 2
      ? { code: 'positive', label: { vi: 'Dương tính', en: 'Positive' } }
      : { code: 'negative', label: { vi: 'Âm tính', en: 'Negative' } },
  alerts: ({ atLeast }) =>
    atLeast >= 2
      ? [
          {
            code: 'sirs-positive',
            level: 'watch',
            label: { vi: 'SIRS ≥ 2: tìm ổ nhiễm khuẩn', en: 'SIRS ≥ 2: look for infection' },
          },
        ]
      : [],
})
