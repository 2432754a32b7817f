import { definePathway } from '../pathway-document.ts'
import { ownGoal, unconfirmed } from '../unconfirmed.ts'
import { traumaAlerts } from './trauma-bleeding-alerts.ts'
import { traumaBundles } from './trauma-bleeding-bundles.ts'
import {
  abcSource,
  advancedLife,
  crash2,
  europeanBleeding,
  shockIndexSource,
  traumaItems,
} from './trauma-bleeding-form.ts'
import { callStations, decisive, endStations, followUps, is, lines, optional, same, typed } from './writing.ts'

/** Bleeding trauma, cardiac rupture and tamponade: survey, FAST, massive transfusion, open drainage where the patient is. Version 1. */
export const traumaBleeding = definePathway({
  code: 'trauma-bleeding',
  version: 1,
  name: { vi: 'Chấn thương mất máu, chèn ép tim cấp', en: 'Bleeding trauma, cardiac tamponade' },
  specialty: 'trauma',
  source: `${advancedLife}; ${crash2}`,
  milestones: [
    decisive('injury', ['Bị thương', 'Injury']),
    optional('ambulance-called', ['Gọi cấp cứu', 'Ambulance called']),
    typed('door', ['Vào viện', 'Door']),
    typed('fast-done', ['Siêu âm FAST', 'FAST done'], [10, 'door', ownGoal]),
    ...callStations('door', [15, 5, 5]),
    optional('red-alert', ['Báo động đỏ', 'Red alert']),
    typed('txa-given', ['Acid tranexamic', 'Tranexamic acid'], [180, 'injury', crash2]),
    ...endStations(10),
    optional('transfusion-activated', ['Kích hoạt truyền máu', 'Transfusion activated']),
    optional(
      'first-blood',
      ['Đơn vị máu đầu', 'First unit of blood'],
      [15, 'transfusion-activated', unconfirmed(europeanBleeding)],
    ),
    optional('theatre', ['Bắt đầu mổ', 'Operation started']),
    optional('pericardium-opened', ['Mở màng ngoài tim', 'Pericardium opened']),
    optional('bleeding-controlled', ['Cầm được máu', 'Bleeding controlled']),
    optional('door-out', ['Rời viện', 'Door out']),
    optional('hub-door', ['Tới tuyến trên', 'Arrived at the hub']),
  ],
  windows: [
    {
      code: 'txa',
      label: { vi: 'cửa sổ acid tranexamic', en: 'tranexamic acid window' },
      after: 'injury',
      minutes: 180,
      alarmBeforeMinutes: 30,
      source: crash2,
    },
  ],
  needed: [
    { code: 'mechanism', label: { vi: 'cơ chế chấn thương', en: 'mechanism' }, from: 'item' },
    { code: 'injury', label: { vi: 'giờ bị thương', en: 'time of injury' }, from: 'milestone' },
    { code: 'systolic', label: { vi: 'huyết áp', en: 'blood pressure' }, from: 'observation' },
    { code: 'heart-rate', label: { vi: 'nhịp tim', en: 'heart rate' }, from: 'observation' },
    { code: 'fast-positive', label: { vi: 'kết quả FAST', en: 'FAST result' }, from: 'item' },
    { code: 'units-given', label: { vi: 'số đơn vị máu đã truyền', en: 'units of blood given' }, from: 'item' },
    { code: 'stock-o-positive', label: { vi: 'máu có tại chỗ theo nhóm', en: 'blood stock by group' }, from: 'item' },
  ],
  items: traumaItems,
  scores: [
    { code: 'abc-transfusion', asked: 'first', from: same('penetrating', 'systolic', 'heart-rate', 'fast-positive') },
    { code: 'shock-index', asked: 'first', from: same('systolic', 'heart-rate') },
    { code: 'gcs', asked: 'first' },
    { code: 'rts', asked: 'before-decision', from: same('gcs', 'systolic', 'respiratory-rate') },
  ],
  checklists: [
    {
      code: 'tamponade',
      label: { vi: 'Dấu hiệu chèn ép tim cấp', en: 'Signs of tamponade' },
      yesIs: 'for',
      lines: [
        ...lines('absolute', advancedLife, [
          ['hypotension', 'Beck 1: tụt huyết áp', 'Beck 1: hypotension'],
          ['neck-veins', 'Beck 2: tĩnh mạch cổ nổi', 'Beck 2: distended neck veins'],
          ['muffled', 'Beck 3: tiếng tim mờ', 'Beck 3: muffled heart sounds'],
        ]),
        ...lines('relative', advancedLife, [
          ['paradoxus', 'Mạch nghịch >10 mmHg', 'Pulsus paradoxus >10 mmHg'],
          ['narrow-pressure', 'Hiệu áp kẹp', 'Narrow pulse pressure'],
          ['alternans', 'Điện tim so le', 'Electrical alternans'],
          ['collapse', 'Thất phải hoặc nhĩ phải xẹp thì tâm trương', 'Diastolic collapse of right ventricle or atrium'],
        ]),
      ],
    },
  ],
  calculators: [{ code: 'tranexamic-acid', needsSecondPerson: false, given: { indication: 'trauma' } }],
  criteria: [
    {
      code: 'local-drainage',
      label: { vi: 'Mổ dẫn lưu tại chỗ thay vì chuyển', en: 'Drainage here instead of transfer' },
      rows: [
        {
          code: 'tamponade-in-shock',
          label: { vi: 'Chèn ép tim kèm sốc', en: 'Tamponade in shock' },
          source: unconfirmed(advancedLife),
          conditions: [
            {
              label: { vi: 'Có dịch màng ngoài tim', en: 'Pericardial fluid' },
              is: is('fast-pericardium', 'positive'),
            },
            {
              label: { vi: 'HA tâm thu <90 mmHg', en: 'Systolic <90 mmHg' },
              is: { value: 'systolic', op: '<', to: 90 },
            },
            { label: { vi: 'Có phẫu thuật viên tại chỗ', en: 'A surgeon is there' }, is: is('surgeon-present', 'yes') },
          ],
        },
      ],
    },
    {
      code: 'massive-transfusion',
      label: { vi: 'Kích hoạt truyền máu khối lượng lớn', en: 'Activate massive transfusion' },
      rows: [
        {
          code: 'abc',
          label: { vi: 'Điểm ABC từ 2', en: 'ABC score from 2' },
          source: abcSource,
          conditions: [
            { label: { vi: 'ABC ≥2 điểm', en: 'ABC ≥2' }, is: { score: 'abc-transfusion', op: '>=', to: 2 } },
          ],
        },
        {
          code: 'shock-index',
          label: { vi: 'Chỉ số sốc từ 1,0', en: 'Shock index from 1.0' },
          source: shockIndexSource,
          conditions: [
            {
              label: { vi: 'Chỉ số sốc ≥1,0', en: 'Shock index ≥1.0' },
              is: { ratio: ['heart-rate', 'systolic'], op: '>=', to: 1 },
            },
          ],
        },
      ],
    },
  ],
  schedules: [
    {
      code: 'shock-watch',
      label: { vi: 'Theo dõi sốc mất máu', en: 'Watch in haemorrhagic shock' },
      after: 'transfusion-activated',
      spans: [{ everyMinutes: 15, forMinutes: 120 }],
      wants: ['systolic', 'diastolic', 'heart-rate', 'respiratory-rate', 'spo2', 'temperature'],
      also: { vi: 'Khí máu, fibrinogen, calci sau mỗi 4 đơn vị', en: 'Gases, fibrinogen, calcium after every 4 units' },
      source: ownGoal,
    },
  ],
  bundles: traumaBundles,
  alerts: traumaAlerts,
  tallies: [
    {
      code: 'products',
      label: { vi: 'Chế phẩm máu đã truyền', en: 'Blood products given' },
      unit: '{unit}',
      min: 1,
      max: 20,
      kinds: [
        { code: 'red-cells', label: { vi: 'Hồng cầu', en: 'Red cells' } },
        { code: 'plasma', label: { vi: 'Huyết tương', en: 'Plasma' } },
        { code: 'platelets', label: { vi: 'Tiểu cầu', en: 'Platelets' } },
        { code: 'cryoprecipitate', label: { vi: 'Tủa lạnh', en: 'Cryoprecipitate' } },
        { code: 'whole-blood', label: { vi: 'Máu toàn phần', en: 'Whole blood' } },
      ],
      source: ownGoal,
    },
  ],
  followUps: followUps(24, 72, 168, 720),
  intents: [
    { code: 'guided-operation', label: { vi: 'Hướng dẫn mổ tại chỗ', en: 'Guided operation here' } },
    { code: 'transfer', label: { vi: 'Có chuyển tuyến không', en: 'Transfer or not' } },
    { code: 'send-team', label: { vi: 'Cử kíp mổ hoặc đưa máu đến', en: 'Send surgeons or blood' } },
  ],
})
