import type { Expression } from '../expression.ts'
import { withOwnMinutes } from '../unconfirmed.ts'
import { acog, whoMagnesium } from './pre-eclampsia-form.ts'
import { below, from, is, step } from './writing.ts'

const severe: Expression = { any: [from('systolic', 160), from('diastolic', 110)] }
const drugs = { source: acog }
const magnesium = { source: whoMagnesium }
const paced = { source: withOwnMinutes(whoMagnesium) }

const pressure = [
  step(
    'confirm',
    ['Đo lại huyết áp', 'Measure again'],
    [
      'Đo lại trong 15 phút, đúng tư thế và cỡ băng quấn.',
      'Measure again within 15 minutes, with the right posture and cuff.',
    ],
    { ...drugs, within: 15 },
  ),
  step(
    'nifedipine',
    ['Nifedipin uống', 'Oral nifedipine'],
    [
      'Nifedipin tác dụng nhanh 10 miligam uống, rồi 20, rồi 20 miligam cách nhau 20 đến 30 phút.',
      'Immediate-release nifedipine 10 milligrams by mouth, then 20, then 20, every 20 to 30 minutes.',
    ],
    { ...drugs, within: 30, dose: ['10 → 20 → 20 mg uống mỗi 20–30 phút', '10 → 20 → 20 mg by mouth every 20–30 min'] },
  ),
  step(
    'labetalol',
    ['Hoặc labetalol tĩnh mạch', 'Or labetalol IV'],
    [
      'Hoặc labetalol 20, rồi 40, rồi 80 miligam tĩnh mạch cách nhau 10 đến 20 phút, tối đa 300; không dùng khi hen hoặc nhịp chậm.',
      'Or labetalol 20, then 40, then 80 milligrams IV every 10 to 20 minutes, at most 300; not in asthma or bradycardia.',
    ],
    {
      ...drugs,
      within: 30,
      dose: ['20 → 40 → 80 mg mỗi 10–20 phút, tối đa 300 mg', '20 → 40 → 80 mg every 10–20 min, at most 300 mg'],
    },
  ),
  step(
    'hydralazine',
    ['Hoặc hydralazin tĩnh mạch', 'Or hydralazine IV'],
    [
      'Hoặc hydralazin 5 miligam tĩnh mạch, rồi 5 đến 10 miligam mỗi 20 phút, tối đa 20 đến 30.',
      'Or hydralazine 5 milligrams IV, then 5 to 10 every 20 minutes, at most 20 to 30.',
    ],
    {
      ...drugs,
      within: 30,
      dose: ['5 mg, rồi 5–10 mg mỗi 20 phút, tối đa 20–30 mg', '5 mg, then 5–10 mg every 20 min, at most 20–30 mg'],
    },
  ),
  step(
    'nicardipine',
    ['Nếu chưa đạt: nicardipin truyền', 'If not controlled: nicardipine infusion'],
    [
      'Chưa đạt đích thì truyền nicardipin và mời hồi sức.',
      'If the target is not reached, start nicardipine and ask intensive care.',
    ],
    { ...drugs, within: 60 },
  ),
  step(
    'target',
    ['Đích huyết áp', 'Target'],
    [
      'Đích 130 đến 150 trên 80 đến 100; không hạ đột ngột, theo dõi tim thai.',
      'Target 130 to 150 over 80 to 100; not abruptly; watch the foetal heart.',
    ],
    { ...drugs, within: 60, dose: ['130–150/80–100 mmHg đích', '130–150/80–100 mmHg'] },
  ),
]

const fit = [
  step(
    'call',
    ['Gọi người, nằm nghiêng trái', 'Call, left side'],
    [
      'Gọi hỗ trợ, cho nằm nghiêng trái, bảo vệ khỏi chấn thương.',
      'Call for help, turn her to the left, protect her from injury.',
    ],
    { ...paced, within: 1 },
  ),
  step(
    'airway',
    ['Đường thở, oxy', 'Airway, oxygen'],
    ['Hút đờm dãi, thở oxy, theo dõi SpO₂.', 'Suction, oxygen, watch SpO₂.'],
    { ...paced, within: 2 },
  ),
  step(
    'load',
    ['MgSO₄ liều tấn công', 'MgSO₄ loading dose'],
    [
      'Magnesi sulfat 4 gam tĩnh mạch trong 5 đến 20 phút: 26,7 mililít dung dịch 15 phần trăm.',
      'Magnesium sulfate 4 grams IV over 5 to 20 minutes: 26.7 millilitres of 15 per cent.',
    ],
    { ...paced, within: 10, dose: ['4 g = 26,7 mL dung dịch 15 %', '4 g = 26.7 mL of 15 %'] },
  ),
  step(
    'maintain',
    ['MgSO₄ duy trì', 'MgSO₄ maintenance'],
    [
      'Duy trì 1 gam mỗi giờ: 6,7 mililít mỗi giờ, đến 24 giờ sau sinh hoặc sau cơn giật cuối.',
      'Then 1 gram an hour: 6.7 millilitres an hour, until 24 hours after birth or the last fit.',
    ],
    { ...paced, within: 30, dose: ['1 g/giờ = 6,7 mL/giờ dung dịch 15 %', '1 g/h = 6.7 mL/h of 15 %'] },
  ),
  step(
    'again',
    ['Nếu giật lại', 'If she fits again'],
    ['Giật lại thì thêm 2 gam trong 5 phút.', 'If she fits again, 2 grams more over 5 minutes.'],
    { ...magnesium, dose: ['2 g = 13,3 mL trong 5 phút', '2 g = 13.3 mL over 5 min'] },
  ),
  step(
    'birth',
    ['Kế hoạch sinh', 'Plan the birth'],
    ['Ổn định mẹ rồi quyết định sinh.', 'Stabilise the mother, then decide on the birth.'],
    drugs,
  ),
]

const toxicity = [
  step('stop', ['Ngừng MgSO₄', 'Stop MgSO₄'], ['Ngừng magnesi sulfat ngay.', 'Stop magnesium sulfate now.'], {
    ...paced,
    within: 1,
  }),
  step(
    'airway',
    ['Hỗ trợ hô hấp', 'Support breathing'],
    ['Thở oxy, bóp bóng nếu thở yếu, gọi người đặt ống.', 'Oxygen, bag if breathing is weak, call for intubation.'],
    { ...paced, within: 2 },
  ),
  step(
    'calcium',
    ['Calci gluconat', 'Calcium gluconate'],
    [
      'Calci gluconat 1 gam, 10 mililít dung dịch 10 phần trăm, tĩnh mạch trong 3 đến 10 phút.',
      'Calcium gluconate 1 gram, 10 millilitres of 10 per cent, IV over 3 to 10 minutes.',
    ],
    { ...paced, within: 5, dose: ['1 g (10 mL 10 %) trong 3–10 phút', '1 g (10 mL of 10 %) over 3–10 min'] },
  ),
  step(
    'level',
    ['Định lượng magnesi, chức năng thận', 'Magnesium level and kidneys'],
    ['Lấy máu đo magnesi và creatinin; theo dõi nước tiểu.', 'Measure magnesium and creatinine; watch the urine.'],
    magnesium,
  ),
]

/** What is done against severe pressure, a fit, and too much magnesium. */
export const preEclampsiaBundles = [
  {
    code: 'severe-hypertension',
    label: { vi: 'Tăng huyết áp nặng', en: 'Severe hypertension' },
    after: 'severe-pressure-noted',
    withinMinutes: 60,
    when: severe,
    source: acog,
    steps: pressure,
  },
  {
    code: 'eclamptic-fit',
    label: { vi: 'Cơn sản giật', en: 'Eclamptic fit' },
    withinMinutes: 30,
    when: is('fit', 'yes'),
    source: withOwnMinutes(whoMagnesium),
    steps: fit,
  },
  {
    code: 'magnesium-toxicity',
    label: { vi: 'Ngộ độc magnesi', en: 'Magnesium toxicity' },
    withinMinutes: 10,
    when: {
      all: [{ passed: 'magnesium-started' }, { any: [is('patellar-reflex', 'no'), below('respiratory-rate', 12)] }],
    },
    source: withOwnMinutes(whoMagnesium),
    steps: toxicity,
  },
]
