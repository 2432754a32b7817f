import { round } from '../scores/score.ts'
import { unconfirmed } from '../unconfirmed.ts'
import { calculator } from './calculator.ts'

/** Rounds down to hundredths, so that the most that may be given is not passed. */
function down(value: number): number {
  return Math.floor(round(value * 100, 6)) / 100
}

/** Adrenaline of the newborn by vein: 10–30 µg/kg, 0.1–0.3 mL/kg of 1:10,000. */
export const adrenalineNewborn = calculator({
  code: 'adrenaline-newborn',
  version: 1,
  name: { vi: 'Adrenalin hồi sức sơ sinh', en: 'Adrenaline in newborn resuscitation' },
  indication: { vi: 'Adrenalin tĩnh mạch, hồi sức sơ sinh', en: 'Adrenaline IV, newborn resuscitation' },
  source: 'ILCOR 2020 neonatal life support, Circulation 2020;142:S185–S221',
  needsSecondPerson: true,
  rounding: {
    vi: 'Làm tròn xuống đến 0,1 µg và 0,01 mL',
    en: 'Rounded down to 0.1 µg and 0.01 mL',
  },
  inputs: [
    {
      code: 'weight',
      label: { vi: 'Cân nặng của trẻ', en: 'Weight of the child' },
      kind: 'number',
      unit: 'kg',
      min: 0.3,
      max: 7,
      decimals: 2,
    },
  ],
  rule: (known) => {
    const kilograms = known.number('weight') ?? 0
    const ends = [
      { code: 'lowest', label: { vi: 'liều thấp', en: 'lowest dose' }, perKilogram: 10 },
      { code: 'highest', label: { vi: 'liều cao', en: 'highest dose' }, perKilogram: 30 },
    ]
    return {
      warnings: [
        {
          code: 'dilution',
          label: { vi: 'Chỉ dùng dung dịch 1:10.000 (0,1 mg/mL)', en: 'Only of 1:10,000 (0.1 mg/mL)' },
        },
      ],
      amounts: ends.flatMap(({ code, label, perKilogram }) => [
        { code, label, value: round(down(perKilogram * kilograms * 0.1) * 10, 1), unit: 'ug', decimals: 1 },
        {
          code: `${code}-volume`,
          label: { vi: `${label.vi}, dung dịch 1:10.000`, en: `${label.en}, 1:10,000` },
          value: down((perKilogram * kilograms) / 100),
          unit: 'mL',
          decimals: 2,
        },
      ]),
    }
  },
})

/** Weight guess of a child from 1 to 10 years: (age + 4) × 2 kg. */
export const childWeight = calculator({
  code: 'child-weight',
  version: 1,
  name: { vi: 'Ước lượng cân nặng trẻ em', en: 'Weight guess of a child' },
  indication: { vi: 'Cân nặng ước lượng, trẻ 1–10 tuổi', en: 'Guessed weight, 1–10 years' },
  source: unconfirmed('Advanced Paediatric Life Support, (age + 4) × 2'),
  isUnconfirmed: true,
  needsSecondPerson: false,
  rounding: { vi: 'Tuổi tính tròn năm', en: 'Age in completed years' },
  inputs: [
    {
      code: 'age-years',
      label: { vi: 'Tuổi (năm)', en: 'Age (years)' },
      kind: 'number',
      unit: 'a',
      min: 1,
      max: 10,
      decimals: 0,
    },
  ],
  rule: (known) => ({
    warnings: [
      {
        code: 'guessed',
        label: {
          vi: 'Chỉ khi không cân được: cân trẻ sớm nhất có thể',
          en: 'Only if the child cannot be weighed: weigh as soon as possible',
        },
      },
    ],
    amounts: [
      {
        code: 'weight',
        label: { vi: 'khoảng', en: 'about' },
        value: ((known.number('age-years') ?? 0) + 4) * 2,
        unit: 'kg',
        decimals: 0,
      },
    ],
  }),
})
