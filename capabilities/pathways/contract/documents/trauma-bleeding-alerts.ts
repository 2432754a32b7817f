import type { Expression } from '../expression.ts'
import { unconfirmed, withOwnMinutes } from '../unconfirmed.ts'
import { abcSource, advancedLife, crash2, europeanBleeding, shockIndexSource } from './trauma-bleeding-form.ts'
import { above, alert, below, between, from, is, notYet, shockIndexFrom, since } from './writing.ts'

const yesTo = (line: string): Expression => ({ line: `tamponade.${line}`, is: 'yes' })
const belly: Expression = {
  any: ['fast-right-upper', 'fast-left-upper', 'fast-pelvis'].map((code) => is(code, 'positive')),
}
const chest: Expression = { any: ['fast-chest-right', 'fast-chest-left'].map((code) => is(code, 'positive')) }

/** What the page warns of in bleeding trauma. */
export const traumaAlerts = [
  alert(
    'abc',
    'act',
    ['ABC ≥2: kích hoạt truyền máu khối lượng lớn', 'ABC ≥2: activate massive transfusion'],
    [{ score: 'abc-transfusion', op: '>=', to: 2 }, abcSource],
  ),
  alert(
    'shock-index-act',
    'act',
    ['Chỉ số sốc ≥1,0: nguy cơ truyền máu khối lượng lớn', 'Shock index ≥1.0: risk of massive transfusion'],
    [shockIndexFrom(1), shockIndexSource],
  ),
  alert(
    'shock-index-watch',
    'warn',
    ['Chỉ số sốc ≥0,9', 'Shock index ≥0.9'],
    [{ all: [shockIndexFrom(0.9), { not: shockIndexFrom(1) }] }, shockIndexSource],
  ),
  alert(
    'tamponade-in-shock',
    'act',
    [
      'Dịch màng ngoài tim kèm tụt huyết áp: chèn ép tim, mở dẫn lưu ngay tại chỗ nếu có người làm được',
      'Pericardial fluid with hypotension: tamponade, drain it here and now by whoever can',
    ],
    [{ all: [is('fast-pericardium', 'positive'), below('systolic', 90)] }, advancedLife],
  ),
  alert(
    'pericardial-fluid',
    'act',
    ['Dịch màng ngoài tim: nghĩ đến vỡ tim', 'Pericardial fluid: think of cardiac rupture'],
    [is('fast-pericardium', 'positive'), advancedLife],
  ),
  alert(
    'beck',
    'act',
    ['Đủ tam chứng Beck: chèn ép tim', 'Beck triad complete: tamponade'],
    [{ all: [yesTo('hypotension'), yesTo('neck-veins'), yesTo('muffled')] }, advancedLife],
  ),
  alert(
    'belly-in-shock',
    'act',
    ['Dịch ổ bụng kèm tụt huyết áp: mổ cầm máu', 'Fluid in the belly with hypotension: operate'],
    [{ all: [belly, below('systolic', 90)] }, advancedLife],
  ),
  alert(
    'chest',
    'warn',
    ['eFAST ngực dương tính: tràn máu hoặc tràn khí màng phổi', 'eFAST chest positive: haemothorax or pneumothorax'],
    [chest, advancedLife],
  ),
  alert(
    'txa-closes',
    'act',
    ['Cửa sổ acid tranexamic còn dưới 30 phút', 'Less than 30 min left for tranexamic acid'],
    [{ all: [between('injury', 150, 180), notYet('txa-given')] }, withOwnMinutes(crash2)],
  ),
  alert(
    'txa-closed',
    'warn',
    [
      'Quá 3 giờ từ khi bị thương: không bắt đầu acid tranexamic',
      'More than 3 h since injury: do not begin tranexamic acid',
    ],
    [{ all: [since('injury', 180), notYet('txa-given')] }, crash2],
  ),
  alert(
    'blood-late',
    'act',
    ['Quá 15 phút từ khi kích hoạt mà chưa có máu', 'More than 15 min since activation without blood'],
    [{ all: [since('transfusion-activated', 15), notYet('first-blood')] }, unconfirmed(europeanBleeding)],
  ),
  alert(
    'head-injury-pressure',
    'act',
    [
      'Chấn thương sọ não: giữ HA tâm thu ≥110, không hạ áp cho phép',
      'Head injury: systolic ≥110, no permissive hypotension',
    ],
    [{ all: [is('head-injury', 'yes'), below('systolic', 110)] }, unconfirmed(europeanBleeding)],
  ),
  alert(
    'airway',
    'act',
    ['GCS ≤8: bảo vệ đường thở', 'GCS ≤8: protect the airway'],
    [{ value: 'gcs', op: '<=', to: 8 }, advancedLife],
  ),
  alert(
    'calcium-low',
    'act',
    ['Calci ion hóa <1,1 mmol/L: bù calci', 'Ionised calcium <1.1 mmol/L: give calcium'],
    [below('ionised-calcium', 1.1), unconfirmed(europeanBleeding)],
  ),
  alert(
    'fibrinogen-low',
    'act',
    ['Fibrinogen <1,5 g/L: bù fibrinogen', 'Fibrinogen <1.5 g/L: replace it'],
    [below('fibrinogen', 1.5), europeanBleeding],
  ),
  alert(
    'fibrinogen-falling',
    'warn',
    ['Fibrinogen <2 g/L: theo dõi sát', 'Fibrinogen <2 g/L: watch it'],
    [{ all: [below('fibrinogen', 2), from('fibrinogen', 1.5)] }, unconfirmed(europeanBleeding)],
  ),
  alert(
    'cold',
    'act',
    ['Thân nhiệt ≤35 °C: làm ấm', 'Temperature ≤35 °C: warm'],
    [{ value: 'temperature', op: '<=', to: 35 }, unconfirmed(europeanBleeding)],
  ),
  alert(
    'acidosis',
    'act',
    ['pH máu ≤7,2: toan nặng', 'Blood pH ≤7.2'],
    [{ value: 'ph', op: '<=', to: 7.2 }, unconfirmed(europeanBleeding)],
  ),
  alert(
    'class-3',
    'warn',
    ['Kiềm thiếu >6: mất máu độ III', 'Base deficit >6: class III loss'],
    [{ all: [above('base-deficit', 6), { not: above('base-deficit', 10) }] }, advancedLife],
  ),
  alert(
    'class-4',
    'act',
    ['Kiềm thiếu >10: mất máu độ IV', 'Base deficit >10: class IV loss'],
    [above('base-deficit', 10), advancedLife],
  ),
]
