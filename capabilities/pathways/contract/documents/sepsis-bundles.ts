import { ownGoal, unconfirmed, withOwnMinutes } from '../unconfirmed.ts'
import { fluidTrigger } from './sepsis-alerts.ts'
import { ssc } from './sepsis-form.ts'
import { step } from './writing.ts'

const now = { source: ssc }
const paced = { source: withOwnMinutes(ssc) }

const hour = [
  step(
    'lactate',
    ['Lactat', 'Lactate measured'],
    ['Đo lactat ngay; trên 2 thì đo lại.', 'Measure lactate now; above 2, measure again.'],
    { ...paced, within: 30 },
  ),
  step(
    'cultures',
    ['Cấy máu', 'Cultures'],
    [
      'Cấy máu hai bộ trước kháng sinh, không trì hoãn kháng sinh.',
      'Two sets of cultures before the antimicrobial, without delaying it.',
    ],
    { ...paced, within: 45 },
  ),
  step(
    'antimicrobial',
    ['Kháng sinh phổ rộng', 'Broad antimicrobial'],
    [
      'Kháng sinh phổ rộng trong 1 giờ; hỏi dị ứng trước.',
      'A broad antimicrobial within 1 hour; ask for allergy first.',
    ],
    { ...now, within: 60, dose: ['Theo phác đồ của đơn vị', 'By the protocol of the facility'] },
  ),
  step(
    'fluid',
    ['Dịch tinh thể', 'Crystalloid'],
    [
      'Tụt huyết áp hoặc lactat từ 4: bắt đầu dịch tinh thể 30 mililít trên kilôgam.',
      'Hypotension or lactate from 4: begin crystalloid, 30 millilitres per kilogram.',
    ],
    { ...paced, within: 60, dose: ['30 mL/kg trong 3 giờ', '30 mL/kg within 3 h'] },
  ),
  step(
    'vasopressor',
    ['Noradrenalin', 'Noradrenaline'],
    [
      'Huyết áp trung bình dưới 65 trong hoặc sau bù dịch: noradrenalin, có thể qua đường ngoại vi lúc đầu.',
      'Mean pressure under 65 during or after fluid: noradrenaline, by a peripheral line at first if need be.',
    ],
    { ...paced, within: 60, dose: ['Đích MAP ≥65 mmHg', 'MAP ≥65 mmHg'] },
  ),
]

const threeHours = [
  step(
    'fluid-done',
    ['Đủ dịch', 'Fluid completed'],
    [
      'Hoàn tất 30 mililít trên kilôgam, đánh giá lại sau mỗi 500 mililít.',
      'Complete 30 millilitres per kilogram; judge again after each 500.',
    ],
    { source: `${ssc}; ${unconfirmed('sau mỗi 500 mL · after each 500 mL')}`, within: 180 },
  ),
  step(
    'lactate-again',
    ['Đo lại lactat', 'Lactate again'],
    [
      'Đo lại lactat sau 2 giờ; đích giảm từ 10 đến 20 phần trăm.',
      'Lactate again after 2 hours; the target is a fall of 10 to 20 per cent.',
    ],
    { source: unconfirmed(ssc), within: 120 },
  ),
  step(
    'antimicrobial-possible',
    ['Kháng sinh khi chỉ nghi ngờ', 'Antimicrobial when only possible'],
    [
      'Không sốc và chỉ nghi ngờ: đánh giá nhanh, dùng kháng sinh trong 3 giờ nếu còn nghi.',
      'No shock and only possible: judge quickly, antimicrobial within 3 hours if still suspected.',
    ],
    { ...now, within: 180 },
  ),
  step(
    'source-control',
    ['Kiểm soát ổ nhiễm', 'Source control'],
    [
      'Tìm ổ nhiễm: dẫn lưu, rút catheter, mổ khi cần.',
      'Find the source: drain, remove catheters, operate when needed.',
    ],
    { source: ssc },
  ),
  step(
    'dengue',
    ['Hỏi về Dengue', 'Ask about dengue'],
    [
      'Hỏi ngày sốt, dấu dây thắt, Hct và tiểu cầu: có phải sốc Dengue không?',
      'Ask for the day of fever, tourniquet test, haematocrit and platelets: is it dengue shock?',
    ],
    { source: ownGoal, within: 60 },
  ),
]

/** The bundles of the first hour and of three hours. */
export const sepsisBundles = [
  {
    code: 'one-hour',
    label: { vi: 'Gói 1 giờ', en: '1-hour bundle' },
    after: 'recognised',
    withinMinutes: 60,
    when: fluidTrigger,
    source: ssc,
    steps: hour,
  },
  {
    code: 'three-hours',
    label: { vi: 'Gói 3 giờ', en: '3-hour bundle' },
    after: 'recognised',
    withinMinutes: 180,
    source: ssc,
    steps: threeHours,
  },
]
