import { ownGoal, unconfirmed, withOwnMinutes } from '../unconfirmed.ts'
import { is, step } from './writing.ts'

const society = 'SMFM Clinical Guideline 9, Am J Obstet Gynecol 2016;215:B16–B24'
const paced = { source: withOwnMinutes(society) }
const arrest = 'AHA maternal cardiac arrest, Circulation 2015;132:1747–1773'

const first = [
  step(
    'call',
    ['Báo động đỏ', 'Red alert'],
    [
      'Báo động đỏ: sản, gây mê, hồi sức, sơ sinh, ngân hàng máu.',
      'Red alert: obstetrics, anaesthesia, intensive care, newborn, blood bank.',
    ],
    { source: ownGoal, within: 1 },
  ),
  step(
    'compress',
    ['Ép tim, đẩy tử cung sang trái', 'Compress, uterus to the left'],
    [
      'Ép tim ngay 100 đến 120 lần mỗi phút; một người đẩy tử cung sang trái bằng tay.',
      'Compress at 100 to 120 a minute; one person pushes the uterus to the left by hand.',
    ],
    { source: withOwnMinutes(arrest), within: 1 },
  ),
  step(
    'airway',
    ['Đường thở, oxy 100 %', 'Airway, oxygen 100 %'],
    ['Bóp bóng oxy 100 phần trăm, đặt nội khí quản sớm.', 'Bag with 100 per cent oxygen, intubate early.'],
    { source: withOwnMinutes(arrest), within: 3 },
  ),
  step(
    'access',
    ['Đường truyền trên cơ hoành', 'Access above the diaphragm'],
    [
      'Hai đường truyền lớn ở tay hoặc cổ; sốc điện như người không mang thai.',
      'Two large lines in arm or neck; defibrillate as in anybody.',
    ],
    { source: withOwnMinutes(arrest), within: 3 },
  ),
  step(
    'decide',
    ['Quyết định mổ lấy thai', 'Decide on caesarean'],
    [
      'Thai trên 20 tuần và chưa có mạch: quyết định mổ ở phút thứ 4, không chuyển phòng mổ.',
      'Above 20 weeks and no pulse: decide at minute 4, do not move to theatre.',
    ],
    { source: arrest, within: 4 },
  ),
  step(
    'birth',
    ['Lấy thai ra', 'Birth'],
    ['Lấy thai ra ở phút thứ 5, tiếp tục ép tim.', 'Birth by minute 5; go on with compressions.'],
    { source: arrest, within: 5 },
  ),
]

const then = [
  step(
    'transfusion',
    ['Truyền máu khối lượng lớn', 'Massive transfusion'],
    [
      'Kích hoạt truyền máu khối lượng lớn, tủa lạnh hoặc fibrinogen sớm.',
      'Activate massive transfusion; early cryoprecipitate or fibrinogen.',
    ],
    { ...paced, within: 10 },
  ),
  step(
    'uterotonics',
    ['Thuốc co tử cung', 'Uterotonics'],
    ['Dự phòng đờ tử cung: oxytocin, xoa đáy tử cung.', 'Prevent atony: oxytocin, massage.'],
    { ...paced, within: 10 },
  ),
  step(
    'tranexamic-acid',
    ['Acid tranexamic', 'Tranexamic acid'],
    ['Acid tranexamic 1 gam tĩnh mạch trong 10 phút.', 'Tranexamic acid 1 gram IV over 10 minutes.'],
    {
      source: withOwnMinutes(unconfirmed(society)),
      within: 15,
      dose: ['1 g tĩnh mạch trong 10 phút', '1 g IV over 10 min'],
    },
  ),
  step(
    'echo',
    ['Siêu âm tim', 'Echocardiography'],
    ['Siêu âm tim tại giường: thất phải giãn, suy?', 'Echo at the bedside: is the right ventricle dilated or failing?'],
    { ...paced, within: 20 },
  ),
  step(
    'support',
    ['Noradrenalin, tránh quá tải dịch', 'Noradrenaline, no fluid overload'],
    [
      'Noradrenalin giữ huyết áp, tránh truyền dịch quá nhiều, cân nhắc giãn mạch phổi hít.',
      'Noradrenaline for the pressure, not too much fluid, consider an inhaled pulmonary vasodilator.',
    ],
    { ...paced, within: 20 },
  ),
  step(
    'ecmo',
    ['Liên hệ ECMO', 'Contact ECMO'],
    ['Liên hệ trung tâm ECMO nếu chưa ổn định.', 'Contact an ECMO centre if she is not stable.'],
    { ...paced, within: 30 },
  ),
  step(
    'blood-tests',
    ['Xét nghiệm đông máu lặp lại', 'Clotting tests again and again'],
    [
      'Công thức máu, PT, aPTT, fibrinogen, khí máu mỗi 30 phút.',
      'Full count, PT, aPTT, fibrinogen and gases every 30 minutes.',
    ],
    { source: ownGoal },
  ),
]

/** The clock of collapse, and what follows it. */
export const collapseBundles = [
  {
    code: 'collapse',
    label: { vi: 'Trụy tim mạch khi mang thai: 5 phút đầu', en: 'Maternal collapse: the first 5 minutes' },
    after: 'collapse',
    withinMinutes: 5,
    when: is('cardiac-arrest', 'yes'),
    source: arrest,
    steps: first,
  },
  {
    code: 'after-collapse',
    label: { vi: 'Chảy máu, DIC và suy thất phải', en: 'Bleeding, DIC and right heart failure' },
    after: 'collapse',
    withinMinutes: 30,
    source: withOwnMinutes(society),
    steps: then,
  },
]
