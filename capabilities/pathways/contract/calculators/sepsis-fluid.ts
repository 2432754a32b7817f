import { round } from '../scores/score.ts'
import { unconfirmed } from '../unconfirmed.ts'
import { calculator } from './calculator.ts'
import { adultWeight, weightBasis, weightWarning } from './dose-inputs.ts'

/** Crystalloid in septic hypotension or lactate from 4 mmol/L: 30 mL/kg within 3 h. */
export const sepsisFluid = calculator({
  code: 'sepsis-fluid',
  version: 1,
  name: { vi: 'Dịch tinh thể trong nhiễm khuẩn huyết', en: 'Crystalloid in sepsis' },
  indication: { vi: 'Dịch tinh thể, nhiễm khuẩn huyết', en: 'Crystalloid, sepsis' },
  source: `Surviving Sepsis Campaign 2021, Intensive Care Med 2021;47:1181–1247; ${unconfirmed('sau mỗi 500 mL · after each 500 mL')}`,
  isUnconfirmed: true,
  needsSecondPerson: false,
  rounding: { vi: 'Làm tròn đến 10 mL', en: 'Rounded to 10 mL' },
  inputs: [adultWeight, weightBasis],
  rule: (known) => {
    const volume = round((30 * (known.number('weight') ?? 0)) / 10, 0) * 10
    return {
      warnings: [
        ...weightWarning(known),
        {
          code: 'judge-again',
          label: {
            vi: 'Đánh giá lại sau mỗi 500 mL; thận trọng khi suy tim, suy thận; sốc sốt xuất huyết Dengue có phác đồ riêng',
            en: 'Judge again after each 500 mL; take care in heart and renal failure; dengue shock has a regimen of its own',
          },
        },
      ],
      amounts: [
        {
          code: 'volume',
          label: { vi: 'tổng thể tích', en: 'total volume' },
          value: volume,
          unit: 'mL',
          decimals: 0,
          how: { vi: 'trong 3 giờ', en: 'within 3 h' },
        },
      ],
    }
  },
})
