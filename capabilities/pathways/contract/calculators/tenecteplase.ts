import type { Text } from '../scores/score.ts'
import { unconfirmed } from '../unconfirmed.ts'
import { type Amount, calculator } from './calculator.ts'
import {
  adultAge,
  adultWeight,
  asPrinted,
  otherIndication,
  thrombolysisIndication,
  weightBasis,
  weightRefusal,
  weightWarning,
} from './dose-inputs.ts'

/** Weight bands, each under an end in kg: stroke in mg, STEMI in mg. */
const bands: readonly { under: number; stroke: number; stemi: number }[] = [
  { under: 60, stroke: 15, stemi: 30 },
  { under: 70, stroke: 17.5, stemi: 35 },
  { under: 80, stroke: 20, stemi: 40 },
  { under: 90, stroke: 22.5, stemi: 45 },
  { under: Number.POSITIVE_INFINITY, stroke: 25, stemi: 50 },
]

function doseFor(kilograms: number, indication: 'stroke' | 'stemi'): number {
  return bands.find(({ under }) => kilograms < under)?.[indication] ?? 0
}

/** The dose and its volume at 5 mg/mL. */
function doseAndVolume(milligrams: number, how: Text): Amount[] {
  return [
    {
      code: 'dose',
      label: { vi: 'bolus tĩnh mạch một lần', en: 'single IV bolus' },
      value: milligrams,
      unit: 'mg',
      decimals: 1,
      how,
    },
    {
      code: 'volume',
      label: { vi: 'thể tích (dung dịch 5 mg/mL)', en: 'volume (5 mg/mL)' },
      value: milligrams / 5,
      unit: 'mL',
      decimals: 2,
    },
  ]
}

/** Tenecteplase in ischaemic stroke: 0.25 mg/kg by weight bands, at most 25 mg, in one bolus over 5 seconds. */
export const tenecteplaseStroke = calculator({
  code: 'tenecteplase-stroke',
  version: 1,
  name: { vi: 'Tenecteplase trong nhồi máu não', en: 'Tenecteplase in ischaemic stroke' },
  indication: { vi: 'Tenecteplase, nhồi máu não cấp', en: 'Tenecteplase, acute ischaemic stroke' },
  source: 'AHA/ASA 2026, Table 7, Stroke 2026;57:e316–e436',
  needsSecondPerson: true,
  rounding: asPrinted,
  inputs: [thrombolysisIndication, adultWeight, weightBasis],
  rule: (known) => ({
    refusals: [...otherIndication(known, 'stroke'), ...weightRefusal(known)],
    warnings: [
      ...weightWarning(known),
      {
        code: 'registration',
        label: {
          vi: 'Kiểm tra tenecteplase đã được cấp phép và có trong quy trình của đơn vị cho đột quỵ',
          en: 'Check that tenecteplase is registered and in the protocol of the facility for stroke',
        },
      },
    ],
    amounts: doseAndVolume(doseFor(known.number('weight') ?? 0, 'stroke'), { vi: 'trong 5 giây', en: 'over 5 s' }),
  }),
})

/** Tenecteplase in STEMI: twice the stroke dose by weight bands, half of it from 75 years. */
export const tenecteplaseStemi = calculator({
  code: 'tenecteplase-stemi',
  version: 1,
  name: { vi: 'Tenecteplase trong nhồi máu cơ tim ST chênh lên', en: 'Tenecteplase in STEMI' },
  indication: { vi: 'Tenecteplase, nhồi máu cơ tim ST chênh lên', en: 'Tenecteplase, STEMI' },
  source: `ESC 2023 ACS guideline, Eur Heart J 2023;44:3720–3826; STREAM, N Engl J Med 2013;368:1379–1387; ${unconfirmed('trong 5–10 giây · over 5–10 s')}`,
  isUnconfirmed: true,
  needsSecondPerson: true,
  rounding: asPrinted,
  inputs: [thrombolysisIndication, adultAge, adultWeight, weightBasis],
  rule: (known) => {
    const isOld = (known.number('age-years') ?? 0) >= 75
    const full = doseFor(known.number('weight') ?? 0, 'stemi')
    return {
      refusals: [...otherIndication(known, 'stemi'), ...weightRefusal(known)],
      warnings: [
        ...weightWarning(known),
        ...(isOld
          ? [{ code: 'half-dose', label: { vi: 'Từ 75 tuổi: nửa liều', en: 'From 75 years: half the dose' } }]
          : []),
      ],
      amounts: doseAndVolume(isOld ? full / 2 : full, { vi: 'trong 5–10 giây', en: 'over 5–10 s' }),
    }
  },
})
