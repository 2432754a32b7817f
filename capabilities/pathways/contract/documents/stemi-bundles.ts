import { ownGoal, unconfirmed, withOwnMinutes } from '../unconfirmed.ts'
import { esc } from './stemi-form.ts'
import { above, is, step } from './writing.ts'

const now = { source: esc }
const paced = { source: withOwnMinutes(esc) }

const first = [
  step(
    'ecg',
    ['Điện tim 12 chuyển đạo', '12-lead ECG'],
    [
      'Ghi điện tim 12 chuyển đạo, thêm V7 đến V9 và V3R, V4R nếu nghi thành sau hoặc thất phải.',
      'A 12-lead ECG, with V7 to V9 and V3R, V4R if posterior or right ventricular.',
    ],
    { ...now, within: 10 },
  ),
  step(
    'monitor',
    ['Monitor và máy sốc', 'Monitor and defibrillator'],
    ['Gắn monitor, máy sốc điện ngay cạnh giường.', 'Monitor on, defibrillator at the bedside.'],
    { ...paced, within: 10 },
  ),
  step(
    'aspirin',
    ['Nhai aspirin', 'Aspirin'],
    ['Aspirin 150 đến 325 miligam nhai.', 'Aspirin 150 to 325 milligrams, chewed.'],
    { ...paced, within: 15, dose: ['150–325 mg nhai', '150–325 mg chewed'] },
  ),
  step(
    'estimate',
    ['Ước tính thời gian đến can thiệp', 'Estimate the time to PCI'],
    [
      'Tính thời gian thực tế từ chẩn đoán đến can thiệp: trên hay dưới 120 phút?',
      'The real time from diagnosis to device: above or below 120 minutes?',
    ],
    { ...paced, within: 15 },
  ),
]

const lysis = [
  step(
    'contraindications',
    ['Chống chỉ định', 'Contraindications'],
    ['Hỏi hết bảng chống chỉ định.', 'Go through the whole list of contraindications.'],
    { ...paced, within: 10 },
  ),
  step(
    'indication-aloud',
    ['Nói to chỉ định', 'Say the indication aloud'],
    [
      'Chỉ định là nhồi máu cơ tim, không phải đột quỵ: liều tenecteplase gấp đôi liều đột quỵ.',
      'The indication is STEMI, not stroke: tenecteplase is twice the stroke dose.',
    ],
    { ...paced, within: 15 },
  ),
  step(
    'thrombolytic',
    ['Thuốc tiêu sợi huyết', 'Thrombolytic'],
    ['Tiêm tenecteplase theo cân nặng; từ 75 tuổi nửa liều.', 'Tenecteplase by weight; from 75 years half the dose.'],
    {
      ...now,
      within: 30,
      dose: ['Theo máy tính liều, hai người kiểm tra', 'As calculated, checked by two people'],
    },
  ),
  step(
    'clopidogrel',
    ['Clopidogrel uống', 'Clopidogrel by mouth'],
    ['Clopidogrel 300 miligam; trên 75 tuổi 75 miligam.', 'Clopidogrel 300 milligrams; above 75 years 75.'],
    { ...paced, within: 30, dose: ['300 mg; trên 75 tuổi 75 mg', '300 mg; 75 mg above 75 years'] },
  ),
  step(
    'enoxaparin',
    ['Enoxaparin tiêm', 'Enoxaparin injection'],
    [
      'Enoxaparin 30 miligam tĩnh mạch rồi 1 miligam trên kilôgam dưới da; từ 75 tuổi không bolus, 0,75 miligam trên kilôgam.',
      'Enoxaparin 30 milligrams IV, then 1 milligram per kilogram SC; from 75 years no bolus and 0.75.',
    ],
    { source: unconfirmed(esc), within: 30 },
  ),
  step(
    'transfer',
    ['Chuyển ngay', 'Transfer at once'],
    [
      'Chuyển đến trung tâm can thiệp ngay, không chờ kết quả; chụp mạch vành sau 2 đến 24 giờ.',
      'On to the PCI centre at once; angiography after 2 to 24 hours.',
    ],
    { ...paced, within: 60 },
  ),
]

const rescue = [
  step(
    'call',
    ['Báo trung tâm can thiệp', 'Call the PCI centre'],
    ['Báo trung tâm: tiêu sợi huyết thất bại, can thiệp cứu vãn.', 'Tell the centre: lysis failed, rescue PCI.'],
    now,
  ),
  step(
    'go',
    ['Khởi hành', 'Go'],
    [
      'Khởi hành trong 30 phút, có bác sĩ và máy sốc đi cùng.',
      'On the way within 30 minutes, with a doctor and a defibrillator.',
    ],
    { source: ownGoal, within: 30 },
  ),
]

/** What is done in STEMI: the first minutes, lysis, and rescue when it fails. */
export const stemiBundles = [
  {
    code: 'first-minutes',
    label: { vi: '15 phút đầu', en: 'The first 15 minutes' },
    after: 'first-medical-contact',
    withinMinutes: 15,
    source: withOwnMinutes(esc),
    steps: first,
  },
  {
    code: 'lysis',
    label: { vi: 'Tiêu sợi huyết rồi chuyển', en: 'Lysis, then transfer' },
    after: 'door',
    withinMinutes: 60,
    when: above('minutes-to-device', 120),
    source: withOwnMinutes(esc),
    steps: lysis,
  },
  {
    code: 'rescue',
    label: { vi: 'Can thiệp cứu vãn', en: 'Rescue PCI' },
    withinMinutes: 30,
    when: is('st-fell', 'no'),
    source: withOwnMinutes(esc),
    steps: rescue,
  },
]
