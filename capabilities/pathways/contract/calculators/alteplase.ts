import { round } from '../scores/score.ts'
import { calculator } from './calculator.ts'
import {
  adultWeight,
  otherIndication,
  thrombolysisIndication,
  toFirstDecimal,
  weightBasis,
  weightRefusal,
  weightWarning,
} from './dose-inputs.ts'

/** Alteplase in ischaemic stroke: 0.9 mg/kg, at most 90 mg; 10 % over 1 minute, the rest over 60 minutes (1 mg/mL). */
export const alteplaseStroke = calculator({
  code: 'alteplase-stroke',
  version: 1,
  name: { vi: 'Alteplase trong nhồi máu não', en: 'Alteplase in ischaemic stroke' },
  indication: { vi: 'Alteplase, nhồi máu não cấp', en: 'Alteplase, acute ischaemic stroke' },
  source: 'AHA/ASA 2026, Stroke 2026;57:e316–e436; QĐ 3312/QĐ-BYT 05/11/2024',
  needsSecondPerson: true,
  rounding: {
    vi: 'Tổng liều và bolus làm tròn đến 0,1 mg, nửa đơn vị làm tròn lên; phần truyền là hiệu số',
    en: 'Total and bolus rounded to 0.1 mg, half up; the infusion is the difference',
  },
  inputs: [thrombolysisIndication, adultWeight, weightBasis],
  rule: (known) => {
    const total = round(Math.min(0.9 * (known.number('weight') ?? 0), 90), 1)
    const bolus = round(total * 0.1, 1)
    const infusion = round(total - bolus, 1)
    return {
      refusals: [...otherIndication(known, 'stroke'), ...weightRefusal(known)],
      warnings: weightWarning(known),
      amounts: [
        { code: 'total', label: { vi: 'tổng liều', en: 'total' }, value: total, unit: 'mg', decimals: 1 },
        {
          code: 'bolus',
          label: { vi: 'bolus tĩnh mạch', en: 'IV bolus' },
          value: bolus,
          unit: 'mg',
          decimals: 1,
          how: { vi: 'trong 1 phút', en: 'over 1 min' },
        },
        {
          code: 'infusion',
          label: { vi: 'truyền tĩnh mạch', en: 'IV infusion' },
          value: infusion,
          unit: 'mg',
          decimals: 1,
          how: { vi: 'trong 60 phút', en: 'over 60 min' },
        },
        {
          code: 'rate',
          label: { vi: 'tốc độ (dung dịch 1 mg/mL)', en: 'rate (1 mg/mL)' },
          value: infusion,
          unit: 'mL/h',
          decimals: 1,
        },
      ],
    }
  },
})

/** Alteplase in STEMI: 15 mg bolus, 0.75 mg/kg (at most 50) over 30 minutes, 0.5 mg/kg (at most 35) over 60 minutes. */
export const alteplaseStemi = calculator({
  code: 'alteplase-stemi',
  version: 1,
  name: { vi: 'Alteplase trong nhồi máu cơ tim ST chênh lên', en: 'Alteplase in STEMI' },
  indication: { vi: 'Alteplase, nhồi máu cơ tim ST chênh lên', en: 'Alteplase, STEMI' },
  source: 'ESC 2017 STEMI guideline, Eur Heart J 2018;39:119–177',
  needsSecondPerson: true,
  rounding: toFirstDecimal,
  inputs: [thrombolysisIndication, adultWeight, weightBasis],
  rule: (known) => {
    const kilograms = known.number('weight') ?? 0
    return {
      refusals: [...otherIndication(known, 'stemi'), ...weightRefusal(known)],
      warnings: weightWarning(known),
      amounts: [
        { code: 'bolus', label: { vi: 'bolus tĩnh mạch', en: 'IV bolus' }, value: 15, unit: 'mg', decimals: 0 },
        {
          code: 'first-infusion',
          label: { vi: 'truyền lần 1', en: 'first infusion' },
          value: round(Math.min(0.75 * kilograms, 50), 1),
          unit: 'mg',
          decimals: 1,
          how: { vi: 'trong 30 phút', en: 'over 30 min' },
        },
        {
          code: 'second-infusion',
          label: { vi: 'truyền lần 2', en: 'second infusion' },
          value: round(Math.min(0.5 * kilograms, 35), 1),
          unit: 'mg',
          decimals: 1,
          how: { vi: 'trong 60 phút', en: 'over 60 min' },
        },
      ],
    }
  },
})
