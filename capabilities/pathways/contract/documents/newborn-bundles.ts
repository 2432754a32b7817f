import { ownGoal, unconfirmed, withOwnMinutes } from '../unconfirmed.ts'
import { ilcor, tobyCriteria, whoWarmth } from './newborn-form.ts'
import { above, below, is, step } from './writing.ts'

/** The first breath within a minute, and the pace after it. */
const paced = { source: withOwnMinutes(ilcor) }

const resuscitation = [
  step(
    'warm-and-dry',
    ['Ấm, khô, kích thích', 'Warm, dry, stimulate'],
    ['Giữ ấm, lau khô, kích thích, thông đường thở nếu cần.', 'Warm, dry, stimulate, clear the airway if needed.'],
    { ...paced, within: 0.5 },
  ),
  step(
    'ventilate',
    ['Thông khí trong phút đầu', 'Ventilate in the first minute'],
    [
      'Không thở hoặc nhịp tim dưới 100: thông khí áp lực dương 40 đến 60 lần mỗi phút.',
      'No breath, or heart rate under 100: ventilate 40 to 60 a minute.',
    ],
    { ...paced, within: 1 },
  ),
  step(
    'correct',
    ['Sửa thông khí', 'Correct the ventilation'],
    [
      'Lồng ngực không nâng: sửa mặt nạ, tư thế, áp lực; xem đặt ống.',
      'Chest does not rise: correct mask, position, pressure; think of a tube.',
    ],
    { ...paced, within: 1.5 },
  ),
  step(
    'compress',
    ['Ép tim 3:1', 'Compress 3:1'],
    [
      'Nhịp tim dưới 60 sau 30 giây thông khí hiệu quả: ép tim 3 và thở 1, oxy 100 phần trăm.',
      'Heart rate under 60 after 30 seconds of effective ventilation: compress 3 to 1, oxygen 100 per cent.',
    ],
    { ...paced, within: 2 },
  ),
  step(
    'adrenaline',
    ['Adrenalin', 'Adrenaline'],
    [
      'Nhịp tim vẫn dưới 60: adrenalin 10 đến 30 microgam trên kilôgam tĩnh mạch rốn.',
      'Heart rate still under 60: adrenaline 10 to 30 micrograms per kilogram by the umbilical vein.',
    ],
    { ...paced, within: 3, dose: ['10–30 µg/kg, dung dịch 1:10.000', '10–30 µg/kg, 1:10,000'] },
  ),
  step(
    'volume',
    ['Bù thể tích khi mất máu', 'Volume if blood was lost'],
    [
      'Nghi mất máu và không đáp ứng: bù thể tích 10 mililít trên kilôgam.',
      'Blood loss suspected and no response: 10 millilitres per kilogram.',
    ],
    { source: unconfirmed(ilcor) },
  ),
]

const glucose = [
  step(
    'treat',
    ['Điều trị hạ đường huyết', 'Treat low glucose'],
    [
      'Đường huyết dưới 2,6: bú hoặc dextrose 10 phần trăm tĩnh mạch theo phác đồ.',
      'Glucose under 2.6: feed, or dextrose 10 per cent IV by the protocol.',
    ],
    { source: ownGoal, within: 15 },
  ),
  step(
    'again',
    ['Đo lại', 'Measure again'],
    ['Đo lại sau 30 phút, rồi trước mỗi cữ bú.', 'Measure again after 30 minutes, then before each feed.'],
    { source: ownGoal, within: 45 },
  ),
]

const cooling = [
  step(
    'criteria',
    ['Kiểm tra tiêu chuẩn', 'Check the criteria'],
    [
      'Đủ tuổi thai, bằng chứng ngạt và bệnh não không? Hỏi trung tâm ngay.',
      'Gestation, evidence of asphyxia and encephalopathy? Ask the centre now.',
    ],
    { source: tobyCriteria, within: 30 },
  ),
  step(
    'no-overheating',
    ['Không làm nóng', 'No overheating'],
    ['Tắt sưởi, đo nhiệt độ trực tràng liên tục.', 'Turn off the warmer, measure the rectal temperature continuously.'],
    { source: tobyCriteria, within: 30 },
  ),
  step(
    'begin',
    ['Bắt đầu hạ thân nhiệt', 'Begin to cool'],
    [
      'Bắt đầu trong 6 giờ từ khi sinh, đích trực tràng 33 đến 34 độ trong 72 giờ.',
      'Begin within 6 hours of birth, rectal 33 to 34 degrees for 72 hours.',
    ],
    { source: tobyCriteria, within: 60, dose: ['33–34 °C trong 72 giờ', '33–34 °C for 72 h'] },
  ),
]

const warmth = [
  step(
    'measure',
    ['Đo và làm ấm', 'Measure and warm'],
    [
      'Đo nhiệt độ mỗi 15 phút, da kề da hoặc lồng ấm, đích 36,5 đến 37,5.',
      'Measure every 15 minutes; skin to skin or incubator; 36.5 to 37.5.',
    ],
    { source: withOwnMinutes(whoWarmth), within: 30, dose: ['36,5–37,5 °C', '36.5–37.5 °C'] },
  ),
]

/** What is done for a newborn: resuscitation, glucose, warmth and cooling. */
export const newbornBundles = [
  {
    code: 'resuscitation',
    label: { vi: 'Hồi sức sau sinh', en: 'Resuscitation at birth' },
    after: 'birth',
    withinMinutes: 5,
    when: below('heart-rate', 100),
    source: withOwnMinutes(ilcor),
    steps: resuscitation,
  },
  {
    code: 'glucose',
    label: { vi: 'Hạ đường huyết', en: 'Low glucose' },
    withinMinutes: 60,
    when: below('glucose', 2.6),
    source: ownGoal,
    steps: glucose,
  },
  {
    code: 'warmth',
    label: { vi: 'Giữ thân nhiệt', en: 'Warmth' },
    withinMinutes: 60,
    when: { any: [below('temperature', 36.5), above('temperature', 37.5)] },
    source: withOwnMinutes(whoWarmth),
    steps: warmth,
  },
  {
    code: 'cooling',
    label: { vi: 'Hạ thân nhiệt chỉ huy', en: 'Therapeutic hypothermia' },
    withinMinutes: 60,
    when: { any: [is('encephalopathy', 'moderate'), is('encephalopathy', 'severe')] },
    source: withOwnMinutes(tobyCriteria),
    steps: cooling,
  },
]
