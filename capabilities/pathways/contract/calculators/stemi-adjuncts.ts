import { round } from '../scores/score.ts'
import { unconfirmed } from '../unconfirmed.ts'
import { type Amount, calculator } from './calculator.ts'
import { adultAge, adultWeight, toFirstDecimal, weightBasis, weightWarning } from './dose-inputs.ts'

function enoxaparin(years: number, kilograms: number): Amount[] {
  const under: Amount[] =
    years < 75
      ? [
          {
            code: 'enoxaparin-bolus',
            label: { vi: 'enoxaparin tĩnh mạch', en: 'enoxaparin IV' },
            value: 30,
            unit: 'mg',
            decimals: 0,
          },
        ]
      : []
  const perKilogram = years < 75 ? 1 : 0.75
  const most = years < 75 ? 100 : 75
  return [
    ...under,
    {
      code: 'enoxaparin',
      label: { vi: 'enoxaparin dưới da', en: 'enoxaparin SC' },
      value: round(Math.min(perKilogram * kilograms, most), 1),
      unit: 'mg',
      decimals: 1,
      how: { vi: 'mỗi 12 giờ', en: 'every 12 h' },
    },
  ]
}

/** What goes with lysis in STEMI: aspirin, clopidogrel (75 mg above 75 years), enoxaparin (no bolus from 75 years). */
export const stemiAdjuncts = calculator({
  code: 'stemi-adjuncts',
  version: 1,
  name: { vi: 'Thuốc kèm tiêu sợi huyết trong STEMI', en: 'Adjuncts to lysis in STEMI' },
  indication: { vi: 'Nhồi máu cơ tim ST chênh lên', en: 'STEMI' },
  source: `ESC 2023 ACS guideline, Eur Heart J 2023;44:3720–3826; ExTRACT-TIMI 25, N Engl J Med 2006;354:1477–1488; ${unconfirmed('enoxaparin từ 75 tuổi, liều trần, suy thận · enoxaparin from 75 years, ceilings, renal failure')}`,
  isUnconfirmed: true,
  needsSecondPerson: true,
  rounding: toFirstDecimal,
  inputs: [adultAge, adultWeight, weightBasis],
  rule: (known) => {
    const years = known.number('age-years') ?? 0
    return {
      warnings: [
        ...weightWarning(known),
        {
          code: 'renal-function',
          label: {
            vi: 'Suy thận nặng (eGFR < 30): giảm liều enoxaparin',
            en: 'Severe renal failure (eGFR < 30): less enoxaparin',
          },
        },
      ],
      amounts: [
        {
          code: 'aspirin-lowest',
          label: { vi: 'aspirin, ít nhất', en: 'aspirin, at least' },
          value: 150,
          unit: 'mg',
          decimals: 0,
          how: { vi: 'nhai', en: 'chewed' },
        },
        {
          code: 'aspirin-highest',
          label: { vi: 'aspirin, nhiều nhất', en: 'aspirin, at most' },
          value: 325,
          unit: 'mg',
          decimals: 0,
          how: { vi: 'nhai', en: 'chewed' },
        },
        {
          code: 'clopidogrel',
          label: { vi: 'clopidogrel', en: 'clopidogrel' },
          value: years > 75 ? 75 : 300,
          unit: 'mg',
          decimals: 0,
          how: { vi: 'uống', en: 'by mouth' },
        },
        ...enoxaparin(years, known.number('weight') ?? 0),
      ],
    }
  },
})
