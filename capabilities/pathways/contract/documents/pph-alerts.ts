import type { Expression } from '../expression.ts'
import { unconfirmed, withOwnMinutes } from '../unconfirmed.ts'
import { motive, rcog, woman } from './pph-form.ts'
import { above, alert, below, between, from, is, notYet, shockIndexFrom, since } from './writing.ts'

const cradle = unconfirmed('Nathan HL et al. BJOG 2015;122:268–275')
const laboratory = unconfirmed(rcog)

const lossFrom = (to: number): Expression => ({
  any: [
    { tally: 'blood-loss', op: '>=', to },
    { value: 'measured-loss', op: '>=', to },
  ],
})

/** From one amount, under another, in the tally or as typed: the one does not wait for the other. */
const lossBetween = (to: number, end: number): Expression => ({
  any: [
    {
      all: [
        { tally: 'blood-loss', op: '>=', to },
        { tally: 'blood-loss', op: '<', to: end },
      ],
    },
    { all: [from('measured-loss', to), below('measured-loss', end)] },
  ],
})

const abnormalSign: Expression = {
  any: [
    above('heart-rate', 100),
    below('systolic', 100),
    below('diastolic', 60),
    { ratio: ['heart-rate', 'systolic'], op: '>', to: 1 },
  ],
}

/** When MOTIVE is to be started: 500 mL, or 300 mL with an abnormal haemodynamic sign. */
export const motiveTrigger: Expression = { any: [lossFrom(500), { all: [lossFrom(300), abnormalSign] }] }

/** What the page warns of in post-partum haemorrhage. */
export const pphAlerts = [
  alert(
    'pph-500',
    'act',
    ['Mất ≥500 mL: làm gói MOTIVE trong 15 phút', 'Loss ≥500 mL: MOTIVE within 15 min'],
    [lossFrom(500), unconfirmed(motive)],
  ),
  alert(
    'pph-300-with-sign',
    'act',
    [
      'Mất ≥300 mL kèm dấu hiệu huyết động bất thường: làm gói MOTIVE trong 15 phút',
      'Loss ≥300 mL with an abnormal haemodynamic sign: MOTIVE within 15 min',
    ],
    [{ all: [lossBetween(300, 500), abnormalSign] }, unconfirmed(motive)],
  ),
  alert(
    'bundle-late',
    'act',
    ['Quá 15 phút từ khi chảy máu mà chưa bắt đầu MOTIVE', 'More than 15 min of bleeding without MOTIVE'],
    [{ all: [since('bleeding-noted', 15), notYet('bundle-started')] }, motive],
  ),
  alert(
    'txa-closes',
    'act',
    ['Cửa sổ acid tranexamic còn dưới 30 phút', 'Less than 30 min left for tranexamic acid'],
    [{ all: [between('birth', 150, 180), notYet('txa-given')] }, withOwnMinutes(woman)],
  ),
  alert(
    'txa-closed',
    'warn',
    ['Quá 3 giờ từ khi sinh: không bắt đầu acid tranexamic', 'More than 3 h since birth: do not begin tranexamic acid'],
    [{ all: [since('birth', 180), notYet('txa-given')] }, woman],
  ),
  alert(
    'shock-index-watch',
    'warn',
    ['Chỉ số sốc ≥0,9', 'Shock index ≥0.9'],
    [{ all: [shockIndexFrom(0.9), { not: shockIndexFrom(1.4) }] }, 'Nathan HL et al. BJOG 2015;122:268–275'],
  ),
  alert(
    'shock-index-severe',
    'act',
    ['Chỉ số sốc ≥1,4: sốc nặng', 'Shock index ≥1.4: severe shock'],
    [{ all: [shockIndexFrom(1.4), { not: shockIndexFrom(1.7) }] }, cradle],
  ),
  alert(
    'shock-index-red',
    'act',
    ['Chỉ số sốc ≥1,7: mức đỏ, báo động đỏ', 'Shock index ≥1.7: red alert'],
    [shockIndexFrom(1.7), cradle],
  ),
  alert(
    'loss-1000',
    'warn',
    ['Mất ≥1.000 mL: chuẩn bị máu, gọi thêm người', 'Loss ≥1,000 mL: prepare blood, call more people'],
    [lossBetween(1000, 1500), laboratory],
  ),
  alert(
    'loss-1500',
    'act',
    ['Mất ≥1.500 mL: kích hoạt truyền máu khối lượng lớn', 'Loss ≥1,500 mL: activate massive transfusion'],
    [lossFrom(1500), laboratory],
  ),
  alert(
    'fibrinogen-low',
    'act',
    ['Fibrinogen <2 g/L: nguy cơ băng huyết nặng, bù fibrinogen', 'Fibrinogen <2 g/L: severe haemorrhage, replace it'],
    [below('fibrinogen', 2), laboratory],
  ),
  alert(
    'haemoglobin-low',
    'act',
    ['Hb <70 g/L: truyền hồng cầu', 'Haemoglobin <70 g/L: transfuse red cells'],
    [below('haemoglobin', 70), laboratory],
  ),
  alert(
    'platelets-low',
    'act',
    ['Tiểu cầu <50 G/L: truyền tiểu cầu', 'Platelets <50 G/L: transfuse platelets'],
    [below('platelets', 50), laboratory],
  ),
  alert(
    'platelets-falling',
    'warn',
    ['Tiểu cầu <75 G/L: cần tiểu cầu nếu còn chảy máu', 'Platelets <75 G/L: platelets if bleeding goes on'],
    [{ all: [below('platelets', 75), from('platelets', 50)] }, laboratory],
  ),
  alert('inr-high', 'act', ['INR >1,5: truyền huyết tương', 'INR >1.5: give plasma'], [above('inr', 1.5), laboratory]),
  alert(
    'calcium-low',
    'act',
    ['Calci ion hóa <1,1 mmol/L: bù calci', 'Ionised calcium <1.1 mmol/L: give calcium'],
    [below('ionised-calcium', 1.1), laboratory],
  ),
  alert('lactate-high', 'warn', ['Lactat >4 mmol/L', 'Lactate >4 mmol/L'], [above('lactate', 4), laboratory]),
  alert('acidosis', 'warn', ['pH <7,2', 'Blood pH <7.2'], [below('ph', 7.2), laboratory]),
  alert(
    'no-ergometrine',
    'warn',
    ['Tăng huyết áp: không dùng ergometrin', 'Hypertension: no ergometrine'],
    [{ any: [is('hypertension', 'yes'), from('systolic', 140), from('diastolic', 90)] }, motive],
  ),
  alert(
    'no-carboprost',
    'warn',
    ['Hen phế quản: không dùng carboprost', 'Asthma: no carboprost'],
    [is('asthma', 'yes'), motive],
  ),
]
