import type { z } from 'zod'
import type { checklistDefinition } from '../pathway-parts.ts'
import { unconfirmed } from '../unconfirmed.ts'
import { choice, figure, freeText, lines, observed, vitalSigns, weightBasis, yesNo } from './writing.ts'

/** The guideline in force when this was written; a newer edition may be out. */
export const ssc = 'Surviving Sepsis Campaign 2021, Intensive Care Med 2021;47:1181–1247'

/** The Vietnamese guideline on dengue. */
const ministryDengue = 'QĐ 2760/QĐ-BYT 04/07/2023; WHO dengue guideline, 2009'

/** The inputs of the case form of sepsis. */
export const sepsisItems = [
  ...vitalSigns,
  observed('weight', ['Cân nặng', 'Weight'], 1),
  weightBasis,
  yesNo('pregnant', ['Có thai hoặc trong 6 tuần sau sinh', 'Pregnant, or within 6 weeks of birth']),
  figure('map', ['Huyết áp trung bình (MAP)', 'Mean arterial pressure'], ['mm[Hg]', 15, 250]),
  yesNo('supplemental-oxygen', ['Đang thở oxy', 'On supplemental oxygen']),
  yesNo('altered-mentation', ['Rối loạn ý thức (GCS <15)', 'Altered mentation (GCS <15)']),
  yesNo('shock', ['Sốc', 'Shock']),
  choice(
    'probability',
    ['Khả năng nhiễm khuẩn huyết', 'Probability of sepsis'],
    [
      ['likely', 'Nhiều khả năng', 'Likely'],
      ['possible', 'Có thể', 'Possible'],
      ['unlikely', 'Ít khả năng', 'Unlikely'],
    ],
  ),
  choice(
    'infection-source',
    ['Ổ nhiễm', 'Source of infection'],
    [
      ['lung', 'Phổi', 'Lung'],
      ['urine', 'Tiết niệu', 'Urinary'],
      ['belly', 'Ổ bụng', 'Abdomen'],
      ['skin', 'Da, mô mềm', 'Skin, soft tissue'],
      ['genital', 'Sản khoa', 'Obstetric'],
      ['brain', 'Thần kinh trung ương', 'Central nervous system'],
      ['catheter', 'Catheter, dụng cụ', 'Catheter or device'],
      ['unclear', 'Chưa rõ', 'Not known'],
    ],
  ),
  figure('lactate', ['Lactat', 'Lactate'], ['mmol/L', 0.2, 30, 1]),
  figure('lactate-first', ['Lactat lần đầu', 'First lactate'], ['mmol/L', 0.2, 30, 1]),
  figure('white-cells', ['Bạch cầu', 'White cells'], ['10*9/L', 0, 500, 1]),
  figure('band-cells', ['Bạch cầu đũa (%)', 'Band cells (%)'], ['%', 0, 100]),
  figure('paco2', ['PaCO₂ (mmHg)', 'PaCO₂ in mmHg'], ['mm[Hg]', 5, 200]),
  observed('platelets', ['Tiểu cầu', 'Platelets']),
  figure('haematocrit', ['Hct', 'Haematocrit'], ['%', 10, 75]),
  figure('creatinine', ['Creatinin', 'Creatinine'], ['umol/L', 10, 2500]),
  observed('glucose', ['Glucose', 'Glucose'], 1),
  figure('urine-output', ['Nước tiểu', 'Urine output'], ['mL/h', 0, 1000]),
  yesNo('fluid-adequate', ['Đã bù đủ dịch', 'Fluid was given as wanted']),
  freeText('antimicrobials', ['Kháng sinh đã dùng, liều, giờ', 'Antimicrobials given, doses, times']),
  freeText('allergy', ['Dị ứng thuốc', 'Drug allergy']),
  freeText('cultures', ['Bệnh phẩm đã cấy', 'Cultures taken']),
]

/** Dengue shock looks like sepsis and wants another fluid regimen. */
export const dengue: z.input<typeof checklistDefinition> = {
  code: 'dengue',
  label: { vi: 'Có phải sốc sốt xuất huyết Dengue không', en: 'Is it dengue shock' },
  yesIs: 'for',
  lines: lines('relative', unconfirmed(ministryDengue), [
    ['area', 'Sống ở hoặc về từ vùng có dịch', 'Lives in or comes from an epidemic area'],
    ['fever-day', 'Ngày sốt thứ 3–7, sốt đang giảm', 'Day 3–7 of fever, fever falling'],
    ['tourniquet', 'Dấu dây thắt dương tính hoặc xuất huyết', 'Tourniquet test positive, or bleeding'],
    ['haematocrit', 'Hct tăng ≥20 % hoặc đang tăng', 'Haematocrit up by ≥20 % or rising'],
    ['platelets', 'Tiểu cầu đang giảm', 'Platelets falling'],
    ['leak', 'Tràn dịch màng phổi hoặc màng bụng', 'Pleural or peritoneal effusion'],
    ['ns1', 'NS1 hoặc IgM dương tính', 'NS1 or IgM positive'],
  ]),
}
