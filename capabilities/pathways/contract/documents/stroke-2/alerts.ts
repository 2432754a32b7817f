import type { z } from 'zod'
import type { Expression } from '../../expression.ts'
import type { alertDefinition } from '../../pathway-parts.ts'
import { withOwnMinutes } from '../../unconfirmed.ts'
import { aha2026, ahaHaemorrhage, moh3312, telestroke } from './sources.ts'

type Alert = z.input<typeof alertDefinition>

const pressureFrom = (systolic: number, diastolic: number): Expression => ({
  any: [
    { value: 'systolic', op: '>=', to: systolic },
    { value: 'diastolic', op: '>=', to: diastolic },
  ],
})
const isTreated: Expression = { passed: 'needle' }
const isOpen: Expression = { not: isTreated }
const valueIs = (value: string, to: string): Expression => ({ value, op: '=', to })
/** No haemorrhage was seen, or nobody has said yet. */
const notBleeding: Expression = { any: [valueIs('haemorrhage', 'no'), { unanswered: 'haemorrhage' }] }
const alert = (
  code: string,
  level: Alert['level'],
  [vi, en]: readonly [string, string],
  [when, source]: readonly [Expression, string],
): Alert => ({ code, level, label: { vi, en }, when, source })

/** What the page warns of in acute stroke: clocks, pressure, glucose, oxygen, temperature, blood. */
export const strokeAlerts: Alert[] = [
  alert(
    'haemorrhage',
    'act',
    ['Có xuất huyết trên CT: không tiêu sợi huyết', 'Haemorrhage on CT: no thrombolysis'],
    [{ value: 'haemorrhage', op: '=', to: 'yes' }, aha2026],
  ),
  alert(
    'window-closes',
    'act',
    ['Cửa sổ tiêu sợi huyết còn dưới 30 phút', 'Less than 30 min left for thrombolysis'],
    [
      {
        all: [
          { minutesSince: 'last-known-well', op: '>=', to: 240 },
          { minutesSince: 'last-known-well', op: '<', to: 270 },
          isOpen,
          notBleeding,
        ],
      },
      aha2026,
    ],
  ),
  alert(
    'wake-up-closes',
    'act',
    [
      'Thức dậy: cửa sổ mở rộng tính từ giữa giấc ngủ còn dưới 30 phút',
      'Wake-up: less than 30 min left of the extended window from the midpoint of sleep',
    ],
    [
      {
        all: [
          valueIs('wake-up', 'yes'),
          { minutesSince: 'sleep-midpoint', op: '>=', to: 510 },
          { minutesSince: 'sleep-midpoint', op: '<', to: 540 },
          isOpen,
          notBleeding,
        ],
      },
      withOwnMinutes(`${moh3312}; ${aha2026}`),
    ],
  ),
  alert(
    'wake-up-two-clocks',
    'warn',
    [
      'Thức dậy: đồng hồ chính vẫn tính từ lần cuối bình thường; giữa giấc ngủ chỉ dùng cho hàng mở rộng cần tưới máu',
      'Wake-up: the main clock still counts from last known well; the midpoint of sleep serves the extended row with perfusion alone',
    ],
    [{ all: [valueIs('wake-up', 'yes'), isOpen] }, `${moh3312}; ${aha2026}`],
  ),
  alert(
    'haemorrhage-pressure',
    'act',
    [
      'Xuất huyết não, HA tâm thu 150–220: hạ về 140 (130–150)',
      'Cerebral haemorrhage, systolic 150–220: lower it to 140 (130–150)',
    ],
    [
      {
        all: [
          valueIs('haemorrhage', 'yes'),
          isOpen,
          { value: 'systolic', op: '>=', to: 150 },
          { value: 'systolic', op: '<=', to: 220 },
        ],
      },
      ahaHaemorrhage,
    ],
  ),
  alert(
    'transfer-at-once',
    'warn',
    [
      'Tắc mạch lớn: chuyển ngay, không chờ xem tiêu sợi huyết có tác dụng',
      'Large-vessel occlusion: transfer at once, without waiting for the effect of thrombolysis',
    ],
    [
      {
        all: [
          { any: ['ica', 'm1', 'basilar'].map((site) => valueIs('occlusion', site)) },
          notBleeding,
          ...['door-out', 'hub-door', 'groin'].map((code): Expression => ({ not: { passed: code } })),
        ],
      },
      `${aha2026}; ${moh3312}`,
    ],
  ),
  alert(
    'called-late',
    'warn',
    ['Vào viện hơn 15 phút chưa gọi', 'More than 15 min after the door without a call'],
    [{ all: [{ minutesSince: 'door', op: '>', to: 15 }, { not: { passed: 'requested' } }] }, telestroke],
  ),
  alert(
    'pressure-before',
    'act',
    ['HA ≥185/110: hạ trước khi tiêu sợi huyết', 'BP ≥185/110: lower it before thrombolysis'],
    [{ all: [isOpen, notBleeding, { not: { passed: 'decided' } }, pressureFrom(185, 110)] }, `${aha2026}; ${moh3312}`],
  ),
  alert(
    'pressure-after',
    'act',
    ['HA ≥180/105 sau tiêu sợi huyết: hạ ngay', 'BP ≥180/105 after thrombolysis: lower it now'],
    [
      { all: [isTreated, { minutesSince: 'needle', op: '<=', to: 1440 }, pressureFrom(180, 105)] },
      `${aha2026}; ${moh3312}`,
    ],
  ),
  alert(
    'pressure-untreated',
    'warn',
    [
      'Không tiêu sợi huyết: HA ≥220/120, hạ khoảng 15 % trong 24 giờ',
      'Without thrombolysis: BP ≥220/120, lower it by about 15 % in 24 h',
    ],
    [{ all: [isOpen, notBleeding, { passed: 'decided' }, pressureFrom(220, 120)] }, `${aha2026}; ${moh3312}`],
  ),
  alert(
    'glucose-low',
    'act',
    ['Glucose <3,3 mmol/L: điều trị ngay', 'Glucose <3.3 mmol/L: treat now'],
    [{ value: 'glucose', op: '<', to: 3.3 }, `${aha2026}; ${moh3312}`],
  ),
  alert(
    'glucose-very-high',
    'act',
    ['Glucose >22,2 mmol/L: xử trí rồi đánh giá lại', 'Glucose >22.2 mmol/L: correct and assess again'],
    [{ value: 'glucose', op: '>', to: 22.2 }, aha2026],
  ),
  alert(
    'glucose-high',
    'warn',
    ['Glucose >10 mmol/L: đích 7,8–10', 'Glucose >10 mmol/L: target 7.8–10'],
    [
      {
        all: [
          { value: 'glucose', op: '>', to: 10 },
          { value: 'glucose', op: '<=', to: 22.2 },
        ],
      },
      `${aha2026}; ${moh3312}`,
    ],
  ),
  alert(
    'oxygen',
    'warn',
    ['SpO₂ ≤94 %: đích trên 94 %', 'SpO₂ ≤94 %: target above 94 %'],
    [{ value: 'spo2', op: '<=', to: 94 }, `${aha2026}; ${moh3312}`],
  ),
  alert(
    'fever',
    'warn',
    ['Nhiệt độ >38 °C: hạ sốt', 'Temperature >38 °C: treat'],
    [{ value: 'temperature', op: '>', to: 38 }, `${aha2026}; ${moh3312}`],
  ),
  alert(
    'inr',
    'act',
    ['INR >1,7: chống chỉ định', 'INR >1.7: contraindication'],
    [{ all: [isOpen, { value: 'inr', op: '>', to: 1.7 }] }, aha2026],
  ),
  alert(
    'platelets',
    'act',
    ['Tiểu cầu <100 G/L: chống chỉ định', 'Platelets <100 G/L: contraindication'],
    [{ all: [isOpen, { value: 'platelets', op: '<', to: 100 }] }, aha2026],
  ),
  alert(
    'minor',
    'warn',
    [
      'NIHSS 0–5, không tàn phế: không tiêu sợi huyết, kháng tiểu cầu kép',
      'NIHSS 0–5, not disabling: no thrombolysis, dual antiplatelet',
    ],
    [{ all: [isOpen, { score: 'nihss', op: '<=', to: 5 }, { value: 'disabling', op: '=', to: 'no' }] }, aha2026],
  ),
]
