import type { Expression } from '../expression.ts'
import { ownGoal, unconfirmed, withOwnMinutes } from '../unconfirmed.ts'
import { advancedLife, crash2, equalParts, europeanBleeding } from './trauma-bleeding-form.ts'
import { drainageSteps } from './trauma-drainage-steps.ts'
import { below, is, shockIndexFrom, step } from './writing.ts'

const paced = { source: withOwnMinutes(advancedLife) }

const survey = [
  step(
    'exsanguination',
    ['x: Chảy máu ồ ạt', 'x: Exsanguination'],
    [
      'Tìm chảy máu ồ ạt: ép, băng ép, garo, ghi giờ garo.',
      'Look for massive bleeding: press, pack, tourniquet; note its time.',
    ],
    { source: unconfirmed(`xABCDE, ${advancedLife}`), within: 1 },
  ),
  step(
    'airway',
    ['A: Đường thở, cột sống cổ', 'A: Airway, neck'],
    ['Đường thở thông, cố định cột sống cổ.', 'Open the airway, protect the neck.'],
    { ...paced, within: 2 },
  ),
  step(
    'breathing',
    ['B: Hô hấp', 'B: Breathing'],
    [
      'Nhìn, nghe, gõ ngực; giải áp tràn khí áp lực ngay.',
      'Look, listen, percuss; decompress a tension pneumothorax at once.',
    ],
    { ...paced, within: 3 },
  ),
  step(
    'circulation',
    ['C: Tuần hoàn', 'C: Circulation'],
    [
      'Mạch, huyết áp, đai chậu, hai đường truyền lớn, lấy máu phản ứng chéo, FAST nhìn tim trước.',
      'Pulse, pressure, pelvic binder, two large lines, cross-match, FAST with the heart first.',
    ],
    { ...paced, within: 5 },
  ),
  step(
    'disability',
    ['D: Thần kinh', 'D: Disability'],
    ['GCS, đồng tử, glucose, vận động tứ chi.', 'GCS, pupils, glucose, all four limbs.'],
    { ...paced, within: 8 },
  ),
  step(
    'exposure',
    ['E: Bộc lộ, giữ ấm', 'E: Exposure, warmth'],
    ['Bộc lộ toàn thân, xem lưng, giữ ấm.', 'Expose, look at the back, keep warm.'],
    { ...paced, within: 10 },
  ),
]

const transfusion = [
  step(
    'activate',
    ['Kích hoạt', 'Activate'],
    [
      'Báo ngân hàng máu: truyền máu khối lượng lớn, nói rõ nhóm máu và số lượng.',
      'Tell the blood bank: massive transfusion, group and amount.',
    ],
    { source: withOwnMinutes(europeanBleeding), within: 2 },
  ),
  step(
    'tranexamic-acid',
    ['Acid tranexamic', 'Tranexamic acid'],
    [
      'Acid tranexamic 1 gam trong 10 phút nếu chưa quá 3 giờ, rồi 1 gam trong 8 giờ.',
      'Tranexamic acid 1 gram over 10 minutes if within 3 hours, then 1 gram over 8 hours.',
    ],
    {
      source: withOwnMinutes(crash2),
      within: 10,
      dose: ['1 g trong 10 phút, rồi 1 g trong 8 giờ', '1 g over 10 min, then 1 g over 8 h'],
    },
  ),
  step(
    'first-pack',
    ['Gói máu đầu 1:1:1', 'First pack 1:1:1'],
    [
      'Gói đầu trong 10 đến 15 phút: huyết tương, tiểu cầu, hồng cầu 1:1:1; O khi chưa rõ nhóm.',
      'First pack in 10 to 15 minutes: plasma, platelets, red cells 1:1:1; group O until known.',
    ],
    { source: `${equalParts}; ${unconfirmed('gói đầu trong 10–15 phút · first pack in 10–15 min')}`, within: 15 },
  ),
  step('calcium', ['Bù calci', 'Calcium'], ['Bù calci sau mỗi 4 đơn vị máu.', 'Calcium after every 4 units.'], {
    source: unconfirmed(europeanBleeding),
    dose: ['Sau mỗi 4 đơn vị', 'After every 4 units'],
  }),
  step(
    'pressure',
    ['Huyết áp cho phép', 'Permissive pressure'],
    [
      'Giữ huyết áp tâm thu 80 đến 90 đến khi cầm máu; nếu chấn thương sọ não thì từ 100 đến 110 trở lên.',
      'Systolic 80 to 90 until bleeding is controlled; with head injury at least 100 to 110.',
    ],
    { source: unconfirmed(europeanBleeding), within: 15, dose: ['HA tâm thu 80–90 mmHg', 'Systolic 80–90 mmHg'] },
  ),
  step(
    'targets',
    ['Đích', 'Targets'],
    [
      'Thân nhiệt trên 35 độ, pH trên 7,2, fibrinogen trên 1,5 đến 2 gam trên lít.',
      'Temperature above 35 degrees, pH above 7.2, fibrinogen above 1.5 to 2 grams per litre.',
    ],
    { source: unconfirmed(europeanBleeding) },
  ),
  step(
    'control',
    ['Cầm máu', 'Control the bleeding'],
    [
      'Đưa đến nơi cầm máu được: mổ hoặc can thiệp mạch; đừng chờ chỉ số đẹp.',
      'Take the patient to where bleeding is controlled; do not wait for good numbers.',
    ],
    { source: advancedLife },
  ),
]

const bridge = [
  step(
    'indication',
    ['Chỉ khi chưa mở được', 'Only while it cannot be opened'],
    [
      'Chọc dịch màng ngoài tim chỉ là cầu nối khi chưa có người mở được; máu đông có thể không hút ra.',
      'Needle drainage is only a bridge until somebody can open; clotted blood may not come.',
    ],
    { source: advancedLife },
  ),
  step(
    'under-ultrasound',
    ['Dưới siêu âm', 'Under ultrasound'],
    [
      'Chọc dưới mũi ức hoặc cạnh ức dưới siêu âm, hút từng 20 mililít, để lại catheter.',
      'Below the xiphoid or beside the sternum under ultrasound, 20 millilitres at a time, leave a catheter.',
    ],
    { source: ownGoal },
  ),
  step(
    'judge-again',
    ['Đánh giá lại', 'Judge again'],
    [
      'Đo lại huyết áp; chuẩn bị mở dù huyết áp đã lên.',
      'Measure again; prepare to open although the pressure has risen.',
    ],
    { source: advancedLife },
  ),
]

const inShock: Expression = {
  any: [{ score: 'abc-transfusion', op: '>=', to: 2 }, shockIndexFrom(1)],
}

/** Survey, massive transfusion and the drainage of a tamponade. */
export const traumaBundles = [
  {
    code: 'primary-survey',
    label: { vi: 'Khám ban đầu xABCDE', en: 'Primary survey xABCDE' },
    after: 'door',
    withinMinutes: 10,
    source: withOwnMinutes(advancedLife),
    steps: survey,
  },
  {
    code: 'massive-transfusion',
    label: { vi: 'Truyền máu khối lượng lớn', en: 'Massive transfusion' },
    withinMinutes: 15,
    when: inShock,
    source: unconfirmed(europeanBleeding),
    steps: transfusion,
  },
  {
    code: 'open-drainage',
    label: { vi: 'Mở dẫn lưu màng ngoài tim (đọc to từng bước)', en: 'Open pericardial drainage (read aloud)' },
    withinMinutes: 30,
    when: { all: [is('fast-pericardium', 'positive'), below('systolic', 90)] },
    source: unconfirmed('Tuyến; phẫu thuật viên phải duyệt · a surgeon must review'),
    steps: drainageSteps,
  },
  {
    code: 'needle-bridge',
    label: { vi: 'Chọc màng ngoài tim làm cầu nối', en: 'Pericardiocentesis as a bridge' },
    withinMinutes: 10,
    source: withOwnMinutes(advancedLife),
    steps: bridge,
  },
]
