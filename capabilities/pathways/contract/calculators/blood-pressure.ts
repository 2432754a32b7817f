import { question } from '../scores/choices.ts'
import type { ScoreInput } from '../scores/score.ts'
import { unconfirmed } from '../unconfirmed.ts'
import { calculator, type Finding } from './calculator.ts'
import { asPrinted } from './dose-inputs.ts'

/** Nicardipine: 5 mg/h, 2.5 mg/h more every 5–15 minutes, at most 15 mg/h. */
export const nicardipine = calculator({
  code: 'nicardipine',
  version: 1,
  name: { vi: 'Nicardipin truyền tĩnh mạch', en: 'Nicardipine infusion' },
  indication: { vi: 'Nicardipin, hạ huyết áp cấp', en: 'Nicardipine, acute blood pressure control' },
  source: `AHA/ASA 2026, Stroke 2026;57:e316–e436; QĐ 3312/QĐ-BYT 05/11/2024; ${unconfirmed('khi dùng trong sản khoa · when used in obstetrics')}`,
  isUnconfirmed: true,
  needsSecondPerson: true,
  rounding: asPrinted,
  inputs: [
    {
      code: 'current-rate',
      label: { vi: 'Tốc độ hiện tại (0 nếu chưa truyền)', en: 'Current rate (0 if not yet running)' },
      kind: 'number',
      unit: 'mg/h',
      min: 0,
      max: 15,
      decimals: 1,
    },
  ],
  rule: (known) => {
    const current = known.number('current-rate') ?? 0
    const next = current === 0 ? 5 : Math.min(current + 2.5, 15)
    return {
      warnings:
        current === 15
          ? [
              {
                code: 'highest-rate',
                label: {
                  vi: 'Đã ở tốc độ tối đa: cân nhắc thuốc khác',
                  en: 'At the highest rate: consider another drug',
                },
              },
            ]
          : [],
      amounts: [
        {
          code: current === 0 ? 'start' : 'next',
          label: current === 0 ? { vi: 'bắt đầu', en: 'start' } : { vi: 'bước tiếp theo', en: 'next step' },
          value: next,
          unit: 'mg/h',
          decimals: 1,
          how: { vi: 'đánh giá lại sau 5–15 phút, tối đa 15 mg/giờ', en: 'judge again in 5–15 min, at most 15 mg/h' },
        },
      ],
    }
  },
})

const indication: ScoreInput = {
  code: 'indication',
  label: { vi: 'Chỉ định', en: 'Indication' },
  kind: 'choice',
  choices: [
    { value: 'pre-eclampsia', label: { vi: 'Tiền sản giật, sản giật', en: 'Pre-eclampsia, eclampsia' } },
    { value: 'stroke', label: { vi: 'Đột quỵ não', en: 'Stroke' } },
  ],
}

const given: ScoreInput = {
  code: 'doses-given',
  label: { vi: 'Số liều đã tiêm', en: 'Doses given so far' },
  kind: 'number',
  unit: '1',
  min: 0,
  max: 10,
  decimals: 0,
}

/** 20, 40, then 80 mg while the sum stays within 300 mg. */
const steps = [20, 40, 80, 80, 80] as const

function obstetricStep(count: number): Finding {
  const next = steps[count]
  if (next === undefined)
    return {
      refusals: [
        {
          code: 'highest-sum',
          label: { vi: 'Đã đủ 300 mg: chuyển thuốc khác', en: '300 mg have been given: change the drug' },
        },
      ],
    }
  return {
    amounts: [
      {
        code: 'dose',
        label: { vi: 'tiêm tĩnh mạch', en: 'IV' },
        value: next,
        unit: 'mg',
        decimals: 0,
        how: { vi: 'đánh giá lại sau 10–20 phút', en: 'judge again in 10–20 min' },
      },
    ],
  }
}

/** Labetalol: in pre-eclampsia 20, 40, 80 mg every 10–20 minutes to 300 mg; in stroke 10–20 mg. */
export const labetalol = calculator({
  code: 'labetalol',
  version: 1,
  name: { vi: 'Labetalol tiêm tĩnh mạch', en: 'Labetalol IV' },
  indication: { vi: 'Labetalol, hạ huyết áp cấp', en: 'Labetalol, acute blood pressure control' },
  source: `ACOG Practice Bulletin 222, 2020; AHA/ASA 2026, Stroke 2026;57:e316–e436; ${unconfirmed('liều thứ 4, thứ 5, tốc độ tiêm, chống chỉ định · 4th and 5th dose, speed, contraindications')}`,
  isUnconfirmed: true,
  needsSecondPerson: true,
  rounding: asPrinted,
  inputs: [
    indication,
    given,
    question('beta-blocker-unsafe', [
      'Hen, suy tim mất bù, block nhĩ thất hoặc nhịp tim chậm',
      'Asthma, decompensated heart failure, heart block or bradycardia',
    ]),
  ],
  rule: (known) => {
    if (known.yes('beta-blocker-unsafe'))
      return {
        refusals: [
          {
            code: 'beta-blocker-unsafe',
            label: { vi: 'Chống chỉ định labetalol', en: 'Labetalol is contraindicated' },
          },
        ],
      }
    if (known.choice('indication') === 'pre-eclampsia') return obstetricStep(known.number('doses-given') ?? 0)
    return {
      amounts: [10, 20].map((value) => ({
        code: value === 10 ? 'lowest' : 'highest',
        label: value === 10 ? { vi: 'liều thấp', en: 'lowest dose' } : { vi: 'liều cao', en: 'highest dose' },
        value,
        unit: 'mg',
        decimals: 0,
        how: { vi: 'tiêm tĩnh mạch trong 1–2 phút', en: 'IV over 1–2 min' },
      })),
    }
  },
})
