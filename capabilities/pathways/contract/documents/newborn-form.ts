import type { z } from 'zod'
import type { checklistDefinition } from '../pathway-parts.ts'
import { unconfirmed } from '../unconfirmed.ts'
import { choice, figure, freeText, lines, observed, vitalSigns, yesNo } from './writing.ts'

/** Resuscitation at birth. */
export const ilcor = 'ILCOR 2020 neonatal life support, Circulation 2020;142:S185–S221'

/** Cooling: who, from when. */
export const tobyCriteria = unconfirmed('TOBY, N Engl J Med 2009;361:1349–1358; NICE IPG347, 2010')

/** Warmth of the newborn. */
export const whoWarmth = 'WHO 1997, Thermal protection of the newborn'

/** Fields of stability on the way. */
const trips = 'TRIPS, Pediatr Res 2001;49:689–695'

/** The inputs of the case form of the newborn. The sex of a foetus is never asked. */
export const newbornItems = [
  ...vitalSigns,
  observed('weight', ['Cân nặng', 'Weight'], 2),
  observed('glucose', ['Đường huyết', 'Glucose'], 1),
  figure('gestational-weeks', ['Tuổi thai khi sinh (tuần)', 'Gestational age at birth (weeks)'], ['wk', 22, 44]),
  figure('age-hours', ['Tuổi (giờ)', 'Age (hours)'], ['h', 0, 672]),
  figure('age-months', ['Tuổi (tháng)', 'Age (months)'], ['mo', 0, 1, 1]),
  choice(
    'birth-mode',
    ['Cách sinh', 'Mode of birth'],
    [
      ['vaginal', 'Sinh thường', 'Vaginal'],
      ['assisted', 'Giác hút, forceps', 'Vacuum or forceps'],
      ['caesarean', 'Mổ lấy thai', 'Caesarean section'],
    ],
  ),
  yesNo('meconium', ['Nước ối phân su', 'Meconium-stained liquor']),
  yesNo('long-rupture', ['Vỡ ối ≥18 giờ hoặc mẹ sốt', 'Membranes ruptured ≥18 h, or mother febrile']),
  figure('apgar-1-minute', ['Apgar 1 phút', 'Apgar at 1 min'], ['{score}', 0, 10]),
  figure('apgar-5-minutes', ['Apgar 5 phút', 'Apgar at 5 min'], ['{score}', 0, 10]),
  figure('apgar-10-minutes', ['Apgar 10 phút', 'Apgar at 10 min'], ['{score}', 0, 10]),
  yesNo('ventilated-10-minutes', ['Còn cần thông khí lúc 10 phút', 'Still ventilated at 10 min']),
  figure('cord-ph', ['pH máu rốn hoặc giờ đầu', 'Cord or first-hour pH'], ['[pH]', 6.4, 7.6, 2]),
  figure('base-deficit', ['Kiềm thiếu', 'Base deficit'], ['mmol/L', -5, 40, 1]),
  choice(
    'encephalopathy',
    ['Bệnh não', 'Encephalopathy'],
    [
      ['none', 'Không', 'None'],
      ['mild', 'Nhẹ', 'Mild'],
      ['moderate', 'Trung bình', 'Moderate'],
      ['severe', 'Nặng', 'Severe'],
    ],
  ),
  yesNo('fits', ['Co giật', 'Fits']),
  figure('capillary-refill', ['Đầy mao mạch', 'Capillary refill'], ['s', 0, 15, 1]),
  figure('fio2', ['FiO₂ đang dùng', 'FiO₂ in use'], ['%', 21, 100]),
  choice(
    'support',
    ['Hỗ trợ hô hấp', 'Breathing support'],
    [
      ['none', 'Không', 'None'],
      ['oxygen', 'Oxy', 'Oxygen'],
      ['cpap', 'Thở CPAP', 'CPAP'],
      ['ventilator', 'Thở máy', 'Ventilator'],
    ],
  ),
  choice(
    'trips-response',
    ['Đáp ứng với kích thích (TRIPS)', 'Response to stimuli (TRIPS)'],
    [
      ['vigorous', 'Khóc, đẩy ra', 'Withdraws vigorously, cries'],
      ['lethargic', 'Li bì, không khóc', 'Lethargic, no cry'],
      ['none', 'Không đáp ứng, co giật', 'None, or fitting'],
    ],
  ),
  choice(
    'trips-breathing',
    ['Hô hấp (TRIPS)', 'Respiration (TRIPS)'],
    [
      ['stable', 'Ổn định', 'Stable'],
      ['distressed', 'Suy hô hấp', 'Distressed'],
      ['apnoea', 'Ngừng thở, thở ngáp hoặc đặt NKQ', 'Apnoea, gasping or intubated'],
    ],
  ),
  freeText('drugs-given', ['Thuốc và dịch đã dùng, kèm giờ', 'Drugs and fluids given, with times']),
]

/** Everything that a transfer needs before the doors close. */
export const beforeTransfer: z.input<typeof checklistDefinition> = {
  code: 'before-transfer',
  label: { vi: 'Trước khi chuyển sơ sinh', en: 'Before a newborn is moved' },
  yesIs: 'for',
  lines: lines('absolute', unconfirmed(trips), [
    ['warm', 'Thân nhiệt 36,5–37,5 °C, lồng ấm đã sẵn sàng', 'Temperature 36.5–37.5 °C, incubator ready'],
    ['sugar', 'Đường huyết ≥2,6 mmol/L', 'Glucose ≥2.6 mmol/L'],
    ['airway', 'Đường thở an toàn, ống đã cố định', 'Airway safe, tube fixed'],
    ['access', 'Đường truyền hoặc catheter rốn chắc', 'Line or umbilical catheter secure'],
    ['oxygen', 'Oxy đủ cho gấp đôi thời gian đi đường', 'Oxygen for twice the way'],
    ['mother', 'Mẹ và máu mẹ đi cùng hoặc đi sau', 'Mother, and her blood, come with or after'],
  ]),
}
