import type { z } from 'zod'
import type { Expression } from '../../expression.ts'
import type { criteriaDefinition } from '../../pathway-parts.ts'
import { unconfirmed } from '../../unconfirmed.ts'
import { aha2026, extendTrial, moh3312, wakeUpTrial } from './sources.ts'

type Criteria = z.input<typeof criteriaDefinition>
type Condition = Criteria['rows'][number]['conditions'][number]

const since = 'last-known-well'
const condition = (vi: string, en: string, is: Expression): Condition => ({ label: { vi, en }, is })

const within = (minutes: number, vi: string, en: string) =>
  condition(vi, en, { minutesSince: since, op: '<=', to: minutes })
const after = (minutes: number, until: number, vi: string, en: string) =>
  condition(vi, en, {
    all: [
      { minutesSince: since, op: '>', to: minutes },
      { minutesSince: since, op: '<=', to: until },
    ],
  })
const anterior = condition('Tắc ICA hoặc M1', 'ICA or M1 occlusion', {
  any: [
    { value: 'occlusion', op: '=', to: 'ica' },
    { value: 'occlusion', op: '=', to: 'm1' },
  ],
})
const aspectsFrom = (least: number): Expression => ({ score: 'aspects', op: '>=', to: least })
const noHaemorrhage = condition('Không xuất huyết trên CT', 'No haemorrhage on CT', {
  value: 'haemorrhage',
  op: '=',
  to: 'no',
})
const disabling = condition('Khiếm khuyết gây tàn phế', 'Disabling deficit', { value: 'disabling', op: '=', to: 'yes' })
const mismatch = condition('Bất tương xứng tưới máu', 'Perfusion mismatch', { value: 'mismatch', op: '=', to: 'yes' })
const wokeUp: Expression = { value: 'wake-up', op: '=', to: 'yes' }
const mismatchBy = (to: string): Expression => ({ value: 'mismatch-criteria', op: '=', to })

/** DEFUSE-3 was shown until 16 hours, DAWN until 24. */
const lateMismatch: Expression = {
  any: [
    mismatchBy('dawn'),
    mismatchBy('both'),
    { all: [mismatchBy('defuse-3'), { minutesSince: since, op: '<=', to: 960 }] },
  ],
}

/** When thrombolysis is indicated: within the window, or later with imaging. */
const lysis: Criteria = {
  code: 'lysis',
  label: { vi: 'Chỉ định tiêu sợi huyết', en: 'Indication of thrombolysis' },
  rows: [
    {
      code: 'standard',
      label: { vi: 'Trong 4,5 giờ', en: 'Within 4.5 h' },
      grade: '1',
      source: `${aha2026}; ${moh3312}`,
      conditions: [within(270, 'Trong 4,5 giờ', 'Within 4.5 h'), disabling, noHaemorrhage],
    },
    {
      code: 'perfusion',
      label: { vi: '4,5–9 giờ, có tưới máu', en: '4.5–9 h with perfusion' },
      grade: '2b',
      source: `${moh3312}; ${aha2026}`,
      conditions: [after(270, 540, '4,5–9 giờ', '4.5–9 h'), mismatch, disabling, noHaemorrhage],
    },
    {
      code: 'unknown-onset',
      label: { vi: 'Không rõ khởi phát hoặc thức dậy, có DWI–FLAIR', en: 'Unknown onset or wake-up, with DWI–FLAIR' },
      grade: '2b',
      source: `${moh3312}; ${aha2026}; ${wakeUpTrial}; ${unconfirmed('4,5 giờ từ khi phát hiện · 4.5 h from discovery')}`,
      conditions: [
        condition('Thức dậy, hoặc không ai thấy khởi phát', 'Woke up with it, or nobody saw the onset', {
          any: [wokeUp, { value: 'onset-witnessed', op: '=', to: 'no' }],
        }),
        condition('Trong 4,5 giờ từ khi phát hiện', 'Within 4.5 h of its discovery', {
          minutesSince: 'symptoms-found',
          op: '<=',
          to: 270,
        }),
        condition('Bất tương xứng DWI–FLAIR', 'DWI–FLAIR mismatch', { value: 'dwi-flair', op: '=', to: 'yes' }),
        disabling,
        noHaemorrhage,
      ],
    },
    {
      code: 'wake-up',
      label: {
        vi: 'Thức dậy: trong 9 giờ từ giữa giấc ngủ, có tưới máu',
        en: 'Wake-up: within 9 h of the midpoint of sleep, with perfusion',
      },
      grade: '2b',
      source: `${moh3312}; ${aha2026}; ${extendTrial}`,
      conditions: [
        condition('Đột quỵ khi thức dậy', 'Wake-up stroke', wokeUp),
        condition('Trong 9 giờ từ giữa giấc ngủ', 'Within 9 h of the midpoint of sleep', {
          minutesSince: 'sleep-midpoint',
          op: '<=',
          to: 540,
        }),
        mismatch,
        disabling,
        noHaemorrhage,
      ],
    },
  ],
}

/** When thrombectomy is indicated. */
const thrombectomy: Criteria = {
  code: 'thrombectomy',
  label: { vi: 'Chỉ định lấy huyết khối', en: 'Indication of thrombectomy' },
  rows: [
    {
      code: 'early',
      label: { vi: '0–6 giờ, ICA hoặc M1', en: '0–6 h, ICA or M1' },
      grade: '1',
      source: `${aha2026}; ${moh3312}`,
      conditions: [
        within(360, 'Trong 6 giờ', 'Within 6 h'),
        anterior,
        condition('NIHSS ≥6', 'NIHSS ≥6', { score: 'nihss', op: '>=', to: 6 }),
        condition('mRS trước 0–1', 'Pre-stroke mRS 0–1', { value: 'mrs-before', op: '<=', to: 1 }),
        condition('ASPECTS 3–10 (0–2: chọn lọc, 2a)', 'ASPECTS 3–10 (0–2: selected, 2a)', aspectsFrom(3)),
      ],
    },
    {
      code: 'late',
      label: { vi: '6–24 giờ, ASPECTS 6–10 hoặc bất tương xứng', en: '6–24 h, ASPECTS 6–10 or mismatch' },
      grade: '1',
      source: `${aha2026}; ${moh3312}`,
      conditions: [
        after(360, 1440, '6–24 giờ', '6–24 h'),
        anterior,
        condition(
          'ASPECTS 6–10, hoặc bất tương xứng DAWN (6–24 giờ) hay DEFUSE-3 (6–16 giờ)',
          'ASPECTS 6–10, or mismatch by DAWN (6–24 h) or DEFUSE-3 (6–16 h)',
          { any: [aspectsFrom(6), lateMismatch] },
        ),
      ],
    },
    {
      code: 'late-large',
      label: { vi: '6–24 giờ, ASPECTS 3–5', en: '6–24 h, ASPECTS 3–5' },
      grade: '1',
      source: aha2026,
      conditions: [
        after(360, 1440, '6–24 giờ', '6–24 h'),
        anterior,
        condition('ASPECTS 3–5', 'ASPECTS 3–5', { all: [aspectsFrom(3), { score: 'aspects', op: '<=', to: 5 }] }),
        condition('Dưới 80 tuổi', 'Below 80 years', { value: 'age-years', op: '<', to: 80 }),
      ],
    },
    {
      code: 'basilar',
      label: { vi: 'Trong 24 giờ, thân nền', en: 'Within 24 h, basilar' },
      grade: '1',
      source: aha2026,
      conditions: [
        within(1440, 'Trong 24 giờ', 'Within 24 h'),
        condition('Tắc thân nền', 'Basilar occlusion', { value: 'occlusion', op: '=', to: 'basilar' }),
        condition('NIHSS ≥10', 'NIHSS ≥10', { score: 'nihss', op: '>=', to: 10 }),
        condition('pc-ASPECTS ≥6', 'pc-ASPECTS ≥6', { score: 'pc-aspects', op: '>=', to: 6 }),
      ],
    },
  ],
}

/** When thrombolysis and thrombectomy are indicated in acute stroke. */
export const strokeCriteria: Criteria[] = [lysis, thrombectomy]
