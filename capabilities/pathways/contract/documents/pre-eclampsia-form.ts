import type { ChecklistDefinition } from '../pathway-parts.ts'
import { unconfirmed } from '../unconfirmed.ts'
import { choice, figure, freeText, lines, observed, vitalSigns, yesNo } from './writing.ts'

/** The Vietnamese guidance on pre-eclampsia; its title was seen, its text was not read. */
export const ministry1154 = unconfirmed('QĐ 1154/QĐ-BYT 04/05/2024')

/** Severe features, drugs and the time to treatment. */
export const acog = 'ACOG Practice Bulletin 222, 2020; ACOG Committee Opinion 767, 2019'

/** Magnesium, its regimens, watch and antidote. */
export const whoMagnesium = 'WHO 2011, MgSO₄ for pre-eclampsia and eclampsia'

/** The criteria of HELLP. */
export const hellpSource =
  'Sibai BM. Am J Obstet Gynecol 1990;162:311–316; Martin JN et al. Am J Obstet Gynecol 1999;180:1407–1414'

/** The inputs of the case form of hypertension in pregnancy. */
export const preEclampsiaItems = [
  ...vitalSigns,
  observed('weight', ['Cân nặng', 'Weight'], 1),
  figure('gestational-weeks', ['Tuổi thai (tuần)', 'Gestational age (weeks)'], ['wk', 18, 44]),
  freeText('para', ['PARA', 'Obstetric history (PARA)']),
  yesNo('proteinuria', [
    'Protein niệu (≥2+, ≥0,3 g/24 giờ hoặc PCR ≥30 mg/mmol)',
    'Proteinuria (≥2+, ≥0.3 g/24 h, or PCR ≥30 mg/mmol)',
  ]),
  yesNo('fit', ['Đã co giật', 'Has had a fit']),
  yesNo('patellar-reflex', ['Còn phản xạ gân gối', 'Patellar reflex present']),
  figure('urine-output', ['Nước tiểu', 'Urine output'], ['mL/h', 0, 1000]),
  figure('magnesium-rate', ['Tốc độ MgSO₄ (0 nếu chưa dùng)', 'MgSO₄ rate (0 if none)'], ['g/h', 0, 4, 1]),
  figure('magnesium-level', ['Magnesi máu', 'Magnesium level'], ['mmol/L', 0.2, 12, 1]),
  yesNo('epigastric-pain', ['Đau thượng vị, hạ sườn phải hoặc vai phải', 'Epigastric, right upper or shoulder pain']),
  observed('platelets', ['Tiểu cầu', 'Platelets']),
  figure('ast', ['AST (men gan)', 'AST'], ['U/L', 1, 50_000]),
  figure('alt', ['ALT (men gan)', 'ALT'], ['U/L', 1, 50_000]),
  figure('ldh', ['Men LDH', 'LDH'], ['U/L', 1, 50_000]),
  figure('creatinine', ['Creatinin', 'Creatinine'], ['umol/L', 10, 2500]),
  figure('haemoglobin', ['Hb', 'Haemoglobin'], ['g/L', 20, 220]),
  figure('fibrinogen', ['Fibrinogen', 'Fibrinogen level'], ['g/L', 0.1, 20, 2]),
  freeText('drugs-given', ['Thuốc đã dùng, kèm giờ', 'Drugs given, with times']),
  freeText('fetal-state', ['Tình trạng thai', 'State of the foetus']),
  {
    ...choice(
      'ctg',
      ['CTG theo FIGO', 'CTG by FIGO'],
      [
        ['normal', 'I: bình thường', 'I: normal'],
        ['suspicious', 'II: nghi ngờ', 'II: suspicious'],
        ['pathological', 'III: bệnh lý', 'III: pathological'],
      ],
    ),
    source: 'FIGO intrapartum fetal monitoring, Int J Gynecol Obstet 2015;131:13–24',
  },
  {
    ...choice(
      'caesarean-category',
      ['Mức khẩn của mổ lấy thai', 'Urgency of the caesarean'],
      [
        ['1', '1: đe dọa tức thì, lấy thai trong 30 phút', '1: immediate threat, birth within 30 min'],
        ['2', '2: không đe dọa tức thì, trong 75 phút', '2: no immediate threat, within 75 min'],
        ['3', '3: cần sinh sớm', '3: early birth is needed'],
        ['4', '4: mổ theo kế hoạch', '4: planned'],
      ],
    ),
    source: 'NICE NG192 Caesarean birth, 2021',
  },
]

/** The severe features: one of them makes pre-eclampsia severe. */
export const severeFeatures: Pick<ChecklistDefinition, 'code' | 'label' | 'yesIs'> & {
  lines: ReturnType<typeof lines>
} = {
  code: 'severe-features',
  label: { vi: 'Dấu hiệu nặng của tiền sản giật', en: 'Severe features of pre-eclampsia' },
  yesIs: 'for',
  lines: lines('absolute', acog, [
    ['pressure', 'HA tâm thu ≥160 hoặc tâm trương ≥110 mmHg', 'Systolic ≥160 or diastolic ≥110 mmHg'],
    ['platelets', 'Tiểu cầu <100 G/L', 'Platelets <100 G/L'],
    ['kidney', 'Creatinin >97 µmol/L hoặc tăng gấp đôi', 'Creatinine >97 µmol/L, or doubled'],
    ['liver', 'AST hoặc ALT từ 2 lần giới hạn trên', 'AST or ALT at least twice the upper limit'],
    ['pain', 'Đau thượng vị hoặc hạ sườn phải kéo dài', 'Persistent epigastric or right upper pain'],
    ['oedema', 'Phù phổi', 'Pulmonary oedema'],
    ['headache', 'Đau đầu mới xuất hiện, không đỡ', 'New headache that does not go away'],
    ['vision', 'Rối loạn thị giác', 'Visual disturbance'],
  ]),
}
