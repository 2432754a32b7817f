import { ownGoal, unconfirmed, withOwnMinutes } from '../unconfirmed.ts'
import { aplsRanges, bedside } from './child-form.ts'
import { step } from './writing.ts'

const source = unconfirmed(aplsRanges)

const first = [
  step(
    'airway',
    ['A: Đường thở', 'A: Airway'],
    ['Thông đường thở, tư thế, hút; dị vật?', 'Open the airway, position, suction; a foreign body?'],
    { source, within: 2 },
  ),
  step(
    'breathing',
    ['B: Hô hấp', 'B: Breathing'],
    [
      'Nhịp thở, gắng sức, SpO₂; thở oxy, bóp bóng nếu thở yếu.',
      'Rate, effort, SpO₂; oxygen, bag if breathing is weak.',
    ],
    { source, within: 5 },
  ),
  step(
    'circulation',
    ['C: Tuần hoàn', 'C: Circulation'],
    [
      'Mạch, đầy mao mạch, huyết áp; đường truyền hoặc tủy xương trong 5 phút nếu sốc.',
      'Pulse, refill, pressure; a line, or into the bone within 5 minutes if in shock.',
    ],
    { source, within: 10 },
  ),
  step(
    'disability',
    ['D: Thần kinh và đường huyết', 'D: Disability and glucose'],
    ['Ý thức, đồng tử, co giật; đo đường huyết ngay.', 'Consciousness, pupils, fits; glucose at once.'],
    { source, within: 15 },
  ),
  step(
    'exposure',
    ['E: Bộc lộ, nhiệt độ', 'E: Exposure, temperature'],
    ['Nhiệt độ, chấm xuất huyết, ban; giữ ấm.', 'Temperature, petechiae, rash; keep warm.'],
    { source, within: 15 },
  ),
  step(
    'weigh',
    ['Cân nặng', 'Weight'],
    [
      'Cân trẻ; không cân được thì ước lượng tuổi cộng 4 nhân 2.',
      'Weigh the child; if not possible guess age plus 4, times 2.',
    ],
    { source, within: 15, dose: ['(tuổi + 4) × 2 kg, 1–10 tuổi', '(age + 4) × 2 kg, 1–10 years'] },
  ),
]

const shock = [
  step(
    'recognise',
    ['Nhận ra sốc', 'Recognise shock'],
    [
      'Mạch nhanh, chi lạnh, đầy mao mạch từ 3 giây, huyết áp tụt là muộn.',
      'Fast pulse, cold limbs, refill of 3 seconds; a low pressure is late.',
    ],
    { source, within: 5 },
  ),
  step(
    'fluid',
    ['Bù dịch theo phác đồ', 'Fluid by the protocol'],
    [
      'Dịch tinh thể theo phác đồ của đơn vị và nguyên nhân, đánh giá lại sau mỗi liều; nghĩ đến Dengue.',
      'Crystalloid by the protocol of the facility and the cause; judge again after each dose; think of dengue.',
    ],
    { source: ownGoal, within: 15 },
  ),
  step(
    'antimicrobial',
    ['Kháng sinh khi nghi nhiễm khuẩn', 'Antimicrobial if infection is suspected'],
    ['Lấy máu cấy, kháng sinh trong 1 giờ.', 'Take cultures; antimicrobial within 1 hour.'],
    { source: unconfirmed('Surviving Sepsis Campaign Children, 2020'), within: 60 },
  ),
  step(
    'inotrope',
    ['Vận mạch', 'Vasopressor'],
    [
      'Không đáp ứng dịch: thuốc vận mạch theo chỉ dẫn của chuyên gia.',
      'No response to fluid: a vasopressor as the expert says.',
    ],
    { source: ownGoal, within: 60 },
  ),
]

/** The first minutes of a sick child, and shock. */
export const childBundles = [
  {
    code: 'first-minutes',
    label: { vi: 'ABCDE trong 15 phút', en: 'ABCDE within 15 min' },
    after: 'deterioration',
    withinMinutes: 15,
    source: ownGoal,
    steps: first,
  },
  {
    code: 'shock',
    label: { vi: 'Sốc ở trẻ em', en: 'Shock in a child' },
    withinMinutes: 60,
    when: {
      any: [
        { value: 'capillary-refill', op: '>=' as const, to: 3 },
        { score: 'bedside-pews', op: '>=' as const, to: 8 },
      ],
    },
    source: withOwnMinutes(bedside),
    steps: shock,
  },
]
