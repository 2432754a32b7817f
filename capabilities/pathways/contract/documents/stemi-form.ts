import type { z } from 'zod'
import type { checklistDefinition, criteriaDefinition } from '../pathway-parts.ts'
import { unconfirmed } from '../unconfirmed.ts'
import {
  above,
  below,
  choice,
  figure,
  freeText,
  from,
  is,
  lines,
  observed,
  vitalSigns,
  weightBasis,
  yesNo,
} from './writing.ts'

/** The guideline from which the clocks, drugs and criteria are taken. */
export const esc = 'ESC 2023 ACS guideline, Eur Heart J 2023;44:3720–3826'

/** The window of reperfusion and the contraindications, in the guideline before. */
export const reperfusion = 'ESC 2017 STEMI guideline, Eur Heart J 2018;39:119–177'

const definition = 'Fourth universal definition of myocardial infarction, Circulation 2018;138:e618–e651'

/** The inputs of the case form of STEMI. */
export const stemiItems = [
  ...vitalSigns,
  { ...figure('age-years', ['Tuổi', 'Age'], ['a', 16, 120]), isDecisive: true },
  choice(
    'sex',
    ['Giới', 'Sex'],
    [
      ['female', 'Nữ', 'Female'],
      ['male', 'Nam', 'Male'],
    ],
  ),
  { ...observed('weight', ['Cân nặng', 'Weight'], 1), isDecisive: true },
  { ...weightBasis, isDecisive: true },
  choice(
    'ecg-finding',
    ['Điện tim', 'ECG'],
    [
      ['st-elevation', 'ST chênh lên', 'ST elevation'],
      ['new-lbbb', 'Bloc nhánh trái mới', 'New left bundle branch block'],
      ['posterior', 'Nhồi máu thành sau', 'Posterior infarction'],
      ['other', 'Khác', 'Other'],
    ],
  ),
  figure('st-v2-v3', ['ST chênh lên ở V2–V3', 'ST elevation in V2–V3'], ['mm', 0, 30, 1]),
  figure(
    'st-other',
    ['ST chênh lên ở hai chuyển đạo liên tiếp khác', 'ST elevation in two other contiguous leads'],
    ['mm', 0, 30, 1],
  ),
  figure('st-posterior', ['ST chênh lên ở V7–V9', 'ST elevation in V7–V9'], ['mm', 0, 30, 1]),
  yesNo('sgarbossa', ['Tiêu chuẩn Sgarbossa dương tính', 'Sgarbossa criteria positive']),
  choice(
    'territory',
    ['Vùng nhồi máu', 'Territory'],
    [
      ['anterior', 'Thành trước', 'Anterior'],
      ['inferior', 'Thành dưới', 'Inferior'],
      ['lateral', 'Thành bên', 'Lateral'],
      ['posterior', 'Thành sau', 'Posterior'],
      ['right', 'Thất phải', 'Right ventricular'],
    ],
  ),
  figure(
    'minutes-to-device',
    ['Dự kiến từ chẩn đoán đến can thiệp (phút)', 'Expected from diagnosis to device (min)'],
    ['min', 0, 1440],
  ),
  yesNo('ongoing-pain', ['Còn đau ngực', 'Pain goes on']),
  yesNo('st-fell', ['ST giảm ≥50 % sau tiêu sợi huyết', 'ST fell by ≥50 % after lysis']),
  observed('anticoagulant', ['Thuốc chống đông', 'Anticoagulant']),
  observed('glucose', ['Glucose', 'Glucose'], 1),
  observed('platelets', ['Tiểu cầu', 'Platelets']),
  observed('inr', ['INR', 'INR'], 2),
  figure('troponin', ['Troponin (ng/L)', 'Troponin in ng/L'], ['ng/L', 0, 1_000_000, 1]),
  figure('creatinine', ['Creatinin', 'Creatinine'], ['umol/L', 10, 2500]),
  freeText('drugs-given', ['Thuốc đã dùng, kèm giờ', 'Drugs given, with times']),
]

/** What speaks against lysis; one absolute yes ends it, a relative yes is weighed with the cardiologist. */
export const againstLysis: z.input<typeof checklistDefinition> = {
  code: 'against-lysis',
  label: { vi: 'Chống chỉ định tiêu sợi huyết trong STEMI', en: 'Contraindications of lysis in STEMI' },
  yesIs: 'against',
  lines: [
    ...lines('absolute', unconfirmed(reperfusion), [
      [
        'haemorrhage',
        'Tiền sử xuất huyết nội sọ hoặc đột quỵ không rõ loại',
        'Earlier intracranial haemorrhage, or stroke of unknown kind',
      ],
      ['stroke-6-months', 'Nhồi máu não trong 6 tháng', 'Ischaemic stroke within 6 months'],
      ['brain', 'U hoặc dị dạng mạch hệ thần kinh trung ương', 'Tumour or vascular malformation of the nervous system'],
      [
        'trauma',
        'Chấn thương, phẫu thuật lớn hoặc chấn thương đầu trong 1 tháng',
        'Major trauma, surgery or head injury within 1 month',
      ],
      ['gut', 'Xuất huyết tiêu hóa trong 1 tháng', 'Gastrointestinal bleeding within 1 month'],
      ['bleeding-disorder', 'Bệnh rối loạn đông máu đã biết', 'Known bleeding disorder'],
      ['dissection', 'Nghi tách thành động mạch chủ', 'Aortic dissection suspected'],
      [
        'puncture',
        'Chọc nơi không ép được trong 24 giờ (gan, tủy sống)',
        'Non-compressible puncture within 24 h (liver, spine)',
      ],
    ]),
    ...lines('relative', unconfirmed(reperfusion), [
      ['tia', 'Cơn thiếu máu não thoáng qua trong 6 tháng', 'Transient ischaemic attack within 6 months'],
      ['anticoagulant', 'Đang uống thuốc chống đông', 'Oral anticoagulant'],
      ['pregnancy', 'Có thai hoặc trong 1 tuần sau sinh', 'Pregnant, or within 1 week of birth'],
      ['pressure', 'HA >180/110 mmHg không kiểm soát được', 'BP >180/110 mmHg that cannot be controlled'],
      ['liver', 'Bệnh gan nặng', 'Advanced liver disease'],
      ['endocarditis', 'Viêm nội tâm mạc nhiễm khuẩn', 'Infective endocarditis'],
      ['ulcer', 'Loét dạ dày tá tràng đang hoạt động', 'Active peptic ulcer'],
      ['long-resuscitation', 'Hồi sinh tim phổi kéo dài hoặc gây chấn thương', 'Long or traumatic resuscitation'],
    ]),
  ],
}

const woman = { label: { vi: 'Bệnh nhân nữ', en: 'Woman' }, is: is('sex', 'female') }
const man = { label: { vi: 'Bệnh nhân nam', en: 'Man' }, is: is('sex', 'male') }

/** When an ECG is a STEMI, and which way of reperfusion it is. */
export const stemiCriteria: z.input<typeof criteriaDefinition>[] = [
  {
    code: 'ecg',
    label: { vi: 'Tiêu chuẩn điện tim', en: 'ECG criteria' },
    rows: [
      {
        code: 'other-leads',
        label: { vi: 'Hai chuyển đạo liên tiếp ngoài V2–V3', en: 'Two contiguous leads besides V2–V3' },
        source: definition,
        conditions: [{ label: { vi: 'ST chênh ≥1 mm', en: 'ST ≥1 mm' }, is: from('st-other', 1) }],
      },
      {
        code: 'men-under-40',
        label: { vi: 'V2–V3, nam dưới 40 tuổi', en: 'V2–V3, men under 40' },
        source: definition,
        conditions: [
          man,
          { label: { vi: 'Dưới 40 tuổi', en: 'Under 40 years' }, is: below('age-years', 40) },
          { label: { vi: 'ST chênh ≥2,5 mm', en: 'ST ≥2.5 mm' }, is: from('st-v2-v3', 2.5) },
        ],
      },
      {
        code: 'men-from-40',
        label: { vi: 'V2–V3, nam từ 40 tuổi', en: 'V2–V3, men from 40' },
        source: definition,
        conditions: [
          man,
          { label: { vi: 'Từ 40 tuổi', en: 'From 40 years' }, is: from('age-years', 40) },
          { label: { vi: 'ST chênh ≥2 mm', en: 'ST ≥2 mm' }, is: from('st-v2-v3', 2) },
        ],
      },
      {
        code: 'women',
        label: { vi: 'V2–V3, nữ', en: 'V2–V3, women' },
        source: definition,
        conditions: [woman, { label: { vi: 'ST chênh ≥1,5 mm', en: 'ST ≥1.5 mm' }, is: from('st-v2-v3', 1.5) }],
      },
      {
        code: 'posterior-leads',
        label: { vi: 'Chuyển đạo sau', en: 'Posterior leads' },
        source: definition,
        conditions: [{ label: { vi: 'V7–V9 chênh ≥0,5 mm', en: 'V7–V9 ≥0.5 mm' }, is: from('st-posterior', 0.5) }],
      },
      {
        code: 'bundle-branch',
        label: { vi: 'Bloc nhánh trái mới', en: 'New left bundle branch block' },
        source: esc,
        conditions: [
          {
            label: { vi: 'Bloc nhánh trái mới', en: 'New left bundle branch block' },
            is: is('ecg-finding', 'new-lbbb'),
          },
          { label: { vi: 'Sgarbossa dương tính', en: 'Sgarbossa positive' }, is: is('sgarbossa', 'yes') },
        ],
      },
    ],
  },
  {
    code: 'reperfusion',
    label: { vi: 'Cách tái tưới máu', en: 'Way of reperfusion' },
    rows: [
      {
        code: 'primary-pci',
        label: { vi: 'Can thiệp mạch vành thì đầu', en: 'Primary PCI' },
        grade: 'I',
        source: esc,
        conditions: [
          {
            label: { vi: 'Đến can thiệp trong ≤120 phút', en: 'Device within 120 min' },
            is: { value: 'minutes-to-device', op: '<=', to: 120 },
          },
        ],
      },
      {
        code: 'lysis',
        label: { vi: 'Tiêu sợi huyết trong 30 phút rồi chuyển', en: 'Lysis within 30 min, then transfer' },
        grade: 'I',
        source: esc,
        conditions: [
          {
            label: { vi: 'Đến can thiệp sau >120 phút', en: 'Device after more than 120 min' },
            is: above('minutes-to-device', 120),
          },
          {
            label: { vi: 'Khởi phát trong 12 giờ', en: 'Onset within 12 h' },
            is: { minutesSince: 'symptom-onset', op: '<=', to: 720 },
          },
        ],
      },
      {
        code: 'rescue-pci',
        label: { vi: 'Can thiệp cứu vãn', en: 'Rescue PCI' },
        grade: 'I',
        source: esc,
        conditions: [
          {
            label: { vi: 'Đã tiêu sợi huyết 60 phút', en: '60 min since lysis' },
            is: { minutesSince: 'needle', op: '>=', to: 60 },
          },
          { label: { vi: 'ST giảm <50 %', en: 'ST fell by less than 50 %' }, is: is('st-fell', 'no') },
        ],
      },
    ],
  },
]
