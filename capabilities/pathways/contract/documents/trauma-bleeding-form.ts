import { choice, figure, freeText, observed, vitalSigns, type Words, yesNo } from './writing.ts'

/** The survey, classes of loss and tamponade. */
export const advancedLife = 'ATLS, 10th edition, 2018'

/** The trial behind tranexamic acid and its window. */
export const crash2 = 'CRASH-2, Lancet 2010;376:23–32; Lancet 2011;377:1096–1101'

/** Massive transfusion, targets and permissive pressure. */
export const europeanBleeding = 'European guideline on major bleeding in trauma, Crit Care 2023;27:80'

/** The shock index as a sign that much blood will be needed. */
export const shockIndexSource = 'Mutschler M et al. Crit Care 2013;17:R172'

/** Plasma, platelets and red cells in equal parts. */
export const equalParts = 'PROPPR, JAMA 2015;313:471–482'

/** The ABC score. */
export const abcSource = 'Nunez TC et al. J Trauma 2009;66:346–352'

const window = (code: string, words: Words) =>
  choice(code, words, [
    ['negative', 'Âm tính', 'Negative'],
    ['positive', 'Dương tính', 'Positive'],
    ['not-seen', 'Không thấy rõ', 'Not seen'],
  ])

const stock = (code: string, group: string) =>
  figure(code, [`Hồng cầu có tại chỗ, nhóm ${group}`, `Red cells at hand, group ${group}`], ['{unit}', 0, 500])

/** The inputs of the case form of bleeding trauma. */
export const traumaItems = [
  ...vitalSigns,
  choice(
    'mechanism',
    ['Cơ chế', 'Mechanism'],
    [
      ['road', 'Tai nạn giao thông', 'Road traffic'],
      ['fall', 'Ngã cao', 'Fall from a height'],
      ['stab', 'Vết thương do vật sắc nhọn', 'Stab wound'],
      ['gunshot', 'Hỏa khí', 'Gunshot or blast'],
      ['crush', 'Vùi lấp, đè ép', 'Crush'],
      ['other', 'Khác', 'Other'],
    ],
  ),
  yesNo('penetrating', ['Cơ chế xuyên thấu', 'Penetrating mechanism']),
  freeText('injuries', ['Tổn thương ghi nhận', 'Injuries found']),
  yesNo('head-injury', ['Chấn thương sọ não', 'Head injury']),
  figure('gcs', ['Tổng điểm Glasgow', 'GCS in all'], ['{score}', 3, 15]),
  window('fast-pericardium', ['FAST: màng ngoài tim', 'FAST: pericardium']),
  window('fast-right-upper', ['FAST: hạ sườn phải', 'FAST: right upper quadrant']),
  window('fast-left-upper', ['FAST: hạ sườn trái', 'FAST: left upper quadrant']),
  window('fast-pelvis', ['FAST: tiểu khung', 'FAST: pelvis']),
  window('fast-chest-right', ['eFAST: ngực phải', 'eFAST: right chest']),
  window('fast-chest-left', ['eFAST: ngực trái', 'eFAST: left chest']),
  yesNo('fast-positive', ['FAST dương tính ở bất kỳ vị trí nào', 'FAST positive anywhere']),
  yesNo('surgeon-present', ['Có phẫu thuật viên tại chỗ', 'A surgeon is present']),
  figure('base-deficit', ['Kiềm thiếu', 'Base deficit'], ['mmol/L', -10, 40, 1]),
  figure('lactate', ['Lactat', 'Lactate'], ['mmol/L', 0.2, 30, 1]),
  figure('ph', ['pH máu', 'Blood pH'], ['[pH]', 6.5, 7.9, 2]),
  figure('haemoglobin', ['Hb', 'Haemoglobin'], ['g/L', 20, 220]),
  figure('fibrinogen', ['Fibrinogen', 'Fibrinogen level'], ['g/L', 0.1, 20, 2]),
  figure('ionised-calcium', ['Calci ion hóa', 'Ionised calcium'], ['mmol/L', 0.3, 3, 2]),
  observed('platelets', ['Tiểu cầu', 'Platelets']),
  observed('inr', ['INR', 'INR'], 2),
  observed('anticoagulant', ['Thuốc chống đông', 'Anticoagulant']),
  freeText('blood-group', ['Nhóm máu', 'Blood group']),
  figure('units-given', ['Số đơn vị hồng cầu đã truyền', 'Units of red cells given'], ['{unit}', 0, 100]),
  stock('stock-o-positive', 'O+'),
  stock('stock-o-negative', 'O−'),
  stock('stock-a-positive', 'A+'),
  stock('stock-a-negative', 'A−'),
  stock('stock-b-positive', 'B+'),
  stock('stock-b-negative', 'B−'),
  stock('stock-ab-positive', 'AB+'),
  stock('stock-ab-negative', 'AB−'),
  figure('stock-plasma', ['Huyết tương có tại chỗ', 'Plasma at hand'], ['{unit}', 0, 500]),
  figure('stock-platelets', ['Tiểu cầu có tại chỗ', 'Platelet units at hand'], ['{unit}', 0, 500]),
  figure('stock-cryoprecipitate', ['Tủa lạnh có tại chỗ', 'Cryoprecipitate at hand'], ['{unit}', 0, 500]),
]
