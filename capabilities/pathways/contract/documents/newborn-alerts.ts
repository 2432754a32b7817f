import { unconfirmed } from '../unconfirmed.ts'
import { ilcor, tobyCriteria, whoWarmth } from './newborn-form.ts'
import { above, alert, below, between, from, is, notLater, notYet, since } from './writing.ts'

/** What the page warns of in the newborn. */
export const newbornAlerts = [
  alert(
    'heart-60',
    'act',
    [
      'Nhịp tim <60 sau 30 giây thông khí hiệu quả: ép tim 3:1',
      'Heart rate <60 after 30 s of effective ventilation: compress 3:1',
    ],
    [below('heart-rate', 60), ilcor],
  ),
  alert(
    'heart-100',
    'act',
    ['Nhịp tim <100: thông khí áp lực dương', 'Heart rate <100: ventilate'],
    [{ all: [below('heart-rate', 100), from('heart-rate', 60)] }, ilcor],
  ),
  alert(
    'ventilation-late',
    'act',
    ['Quá 1 phút từ khi sinh, chưa thông khí', 'More than 1 min since birth without ventilation'],
    [
      { all: [since('birth', 1), { not: since('birth', 20) }, below('heart-rate', 100), notYet('ventilated')] },
      unconfirmed(ilcor),
    ],
  ),
  alert(
    'cooling-window',
    'act',
    [
      'Nghi bệnh não thiếu oxy: cửa sổ hạ thân nhiệt 6 giờ đang chạy, tránh sưởi quá',
      'Encephalopathy: the 6-hour cooling window runs, do not overheat',
    ],
    [
      {
        all: [
          { any: [is('encephalopathy', 'moderate'), is('encephalopathy', 'severe')] },
          { any: [from('gestational-weeks', 36), { unanswered: 'gestational-weeks' }] },
          notLater('birth', 360),
          notYet('cooling-started'),
        ],
      },
      tobyCriteria,
    ],
  ),
  alert(
    'cooling-closes',
    'act',
    ['Cửa sổ hạ thân nhiệt còn dưới 60 phút', 'Less than 60 min left to begin cooling'],
    [
      {
        all: [
          {
            any: [is('encephalopathy', 'moderate'), is('encephalopathy', 'severe'), { unanswered: 'encephalopathy' }],
          },
          { any: [from('gestational-weeks', 36), { unanswered: 'gestational-weeks' }] },
          between('birth', 300, 360),
          notYet('cooling-started'),
        ],
      },
      tobyCriteria,
    ],
  ),
  alert(
    'glucose-low',
    'act',
    ['Đường huyết <2,6 mmol/L: điều trị', 'Glucose <2.6 mmol/L: treat'],
    [below('glucose', 2.6), unconfirmed(ilcor)],
  ),
  alert(
    'cold',
    'act',
    ['Thân nhiệt <36,5 °C: làm ấm, trừ khi đang hạ thân nhiệt', 'Temperature <36.5 °C: warm, unless cooling'],
    [{ all: [below('temperature', 36.5), notYet('cooling-started')] }, whoWarmth],
  ),
  alert('warm', 'warn', ['Thân nhiệt >37,5 °C', 'Temperature >37.5 °C'], [above('temperature', 37.5), whoWarmth]),
  alert(
    'silverman-severe',
    'act',
    ['Silverman >5: suy hô hấp nặng', 'Silverman >5: severe distress'],
    [{ score: 'silverman', op: '>', to: 5 }, unconfirmed('Silverman WA. Pediatrics 1956;17:1–10')],
  ),
  alert(
    'silverman-moderate',
    'warn',
    ['Silverman 3–5: suy hô hấp vừa', 'Silverman 3–5: moderate distress'],
    [
      {
        all: [
          { score: 'silverman', op: '>=', to: 3 },
          { score: 'silverman', op: '<=', to: 5 },
        ],
      },
      unconfirmed('Silverman WA. Pediatrics 1956;17:1–10'),
    ],
  ),
  alert(
    'apgar-low',
    'act',
    [
      'Apgar <7: hồi sức không chờ điểm, chấm lại mỗi 5 phút',
      'Apgar <7: resuscitation does not wait; score every 5 min',
    ],
    [{ score: 'apgar', op: '<', to: 7 }, 'ACOG/AAP Committee Opinion 644, 2015'],
  ),
  alert(
    'saturation',
    'warn',
    ['SpO₂ <90 %: kiểm tra ống, oxy, thông khí', 'SpO₂ <90 %: check tube, oxygen, ventilation'],
    [below('spo2', 90), unconfirmed(ilcor)],
  ),
]
