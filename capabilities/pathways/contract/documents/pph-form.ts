import { choice, figure, freeText, observed, vitalSigns, yesNo } from './writing.ts'

/** The consolidated guideline from which MOTIVE and its trigger are taken. */
export const motive = 'WHO/FIGO/ICM postpartum haemorrhage, 2025'

/** The trial behind tranexamic acid and its window. */
export const woman = 'WOMAN, Lancet 2017;389:2105–2116'

/** The table of classes and laboratory triggers. */
export const rcog = 'RCOG Green-top Guideline 52'

/** The inputs of the case form of post-partum haemorrhage. */
export const pphItems = [
  ...vitalSigns,
  figure('gestational-weeks', ['Tuổi thai (tuần)', 'Gestational age (weeks)'], ['wk', 18, 44]),
  freeText('para', ['PARA', 'Obstetric history (PARA)']),
  choice(
    'birth-mode',
    ['Cách sinh', 'Mode of birth'],
    [
      ['vaginal', 'Sinh thường', 'Vaginal'],
      ['assisted', 'Giác hút, forceps', 'Vacuum or forceps'],
      ['caesarean', 'Mổ lấy thai', 'Caesarean section'],
    ],
  ),
  figure('measured-loss', ['Tổng lượng máu mất đo được', 'Measured blood loss in all'], ['mL', 0, 10_000]),
  choice(
    'cause',
    ['Nguyên nhân chính', 'Main cause'],
    [
      ['tone', 'Đờ tử cung', 'Uterine atony'],
      ['trauma', 'Chấn thương đường sinh dục, vỡ tử cung', 'Genital tract injury, uterine rupture'],
      ['tissue', 'Sót rau, rau cài răng lược', 'Retained or accreta placenta'],
      ['thrombin', 'Rối loạn đông máu', 'Coagulopathy'],
      ['inversion', 'Lộn tử cung', 'Uterine inversion'],
    ],
  ),
  yesNo('placenta-complete', ['Rau và màng rau đủ', 'Placenta and membranes complete']),
  yesNo('still-bleeding', ['Còn chảy máu', 'Still bleeding']),
  yesNo('hypertension', ['Tăng huyết áp, tiền sản giật', 'Hypertension or pre-eclampsia']),
  yesNo('asthma', ['Hen phế quản', 'Asthma']),
  freeText('drugs-given', ['Thuốc đã dùng, kèm giờ', 'Drugs given, with times']),
  freeText('blood-group', ['Nhóm máu', 'Blood group']),
  freeText('blood-stock', ['Máu và chế phẩm có tại chỗ', 'Blood and products at hand']),
  figure('units-given', ['Số đơn vị hồng cầu đã truyền', 'Units of red cells given'], ['{unit}', 0, 60]),
  figure('haemoglobin', ['Hb', 'Haemoglobin'], ['g/L', 20, 220]),
  observed('platelets', ['Tiểu cầu', 'Platelets']),
  figure('fibrinogen', ['Fibrinogen', 'Fibrinogen level'], ['g/L', 0.1, 20, 2]),
  observed('inr', ['INR', 'INR'], 2),
  figure('ionised-calcium', ['Calci ion hóa', 'Ionised calcium'], ['mmol/L', 0.3, 3, 2]),
  figure('lactate', ['Lactat', 'Lactate'], ['mmol/L', 0.2, 30, 1]),
  figure('ph', ['pH máu', 'Blood pH'], ['[pH]', 6.5, 7.9, 2]),
  figure('urine-output', ['Nước tiểu', 'Urine output'], ['mL/h', 0, 1000]),
]
