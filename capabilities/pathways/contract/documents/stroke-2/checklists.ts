import type { z } from 'zod'
import type { checklistDefinition } from '../../pathway-parts.ts'
import { ownGoal } from '../../unconfirmed.ts'
import { aha2019, aha2026 } from './sources.ts'

type Checklist = z.input<typeof checklistDefinition>
type Row = readonly [code: string, vi: string, en: string, reopensOn?: string[]]

const absolute: readonly Row[] = [
  ['haemorrhage', 'Xuất huyết nội sọ trên phim', 'Intracranial haemorrhage on imaging', ['haemorrhage']],
  ['hypodensity', 'Giảm tỷ trọng lan rộng', 'Extensive clear hypodensity'],
  ['subarachnoid', 'Nghi xuất huyết dưới nhện', 'Subarachnoid haemorrhage suspected'],
  ['stroke-3-months', 'Nhồi máu não trong 3 tháng', 'Ischaemic stroke within 3 months'],
  ['head-trauma', 'Chấn thương sọ não nặng trong 3 tháng', 'Severe head trauma within 3 months'],
  ['neurosurgery', 'Phẫu thuật nội sọ, tủy sống trong 3 tháng', 'Intracranial or spinal surgery within 3 months'],
  ['earlier-haemorrhage', 'Tiền sử xuất huyết nội sọ', 'Previous intracranial haemorrhage'],
  [
    'gut',
    'Ung thư tiêu hóa hoặc xuất huyết tiêu hóa trong 21 ngày',
    'Gastrointestinal malignancy, or bleeding within 21 days',
  ],
  [
    'doac',
    'Dùng DOAC trong 48 giờ (trừ khi xét nghiệm đặc hiệu bình thường)',
    'DOAC within 48 h, unless specific tests are normal',
    ['anticoagulant', 'anticoagulant-last-dose', 'anti-xa', 'thrombin-time'],
  ],
  [
    'lmwh',
    'Heparin TLPT thấp liều điều trị trong 24 giờ',
    'LMWH in treatment dose within 24 h',
    ['anticoagulant', 'anticoagulant-last-dose'],
  ],
  ['gp-inhibitor', 'Đang dùng ức chế GP IIb/IIIa', 'GP IIb/IIIa inhibitor'],
  ['dissection', 'Tách thành động mạch chủ', 'Aortic arch dissection'],
  ['endocarditis', 'Viêm nội tâm mạc nhiễm khuẩn', 'Infective endocarditis'],
  ['tumour', 'U trong trục nội sọ', 'Intra-axial intracranial tumour'],
  [
    'platelets',
    'Tiểu cầu <100 G/L (không chờ kết quả nếu không có lý do nghi ngờ)',
    'Platelets <100 G/L (do not wait for the result without a reason to doubt)',
    ['platelets'],
  ],
  [
    'coagulation',
    'INR >1,7; aPTT >40 s; PT >15 s (không chờ kết quả nếu không có lý do nghi rối loạn)',
    'INR >1.7, aPTT >40 s or PT >15 s (do not wait for the results without a reason to suspect a disorder)',
    ['inr'],
  ],
  ['pressure', 'HA ≥185/110 mmHg không kiểm soát được', 'BP ≥185/110 mmHg that cannot be controlled'],
  [
    'glucose',
    'Glucose <2,8 hoặc >22,2 mmol/L: xử trí rồi đánh giá lại',
    'Glucose <2.8 or >22.2 mmol/L: correct and assess again first',
  ],
]

const relative: readonly Row[] = [
  ['surgery', 'Phẫu thuật hoặc chấn thương lớn trong 14 ngày', 'Major surgery or trauma within 14 days'],
  [
    'puncture',
    'Chọc động mạch nơi không ép được trong 7 ngày',
    'Arterial puncture within 7 days at a site that cannot be compressed',
  ],
  ['lumbar-puncture', 'Chọc dịch não tủy trong 7 ngày', 'Lumbar puncture within 7 days'],
  ['pregnancy', 'Mang thai hoặc hậu sản', 'Pregnancy or post-partum'],
  ['seizure', 'Co giật lúc khởi phát', 'Seizure at onset'],
  ['infarction', 'Nhồi máu cơ tim trong 3 tháng', 'Myocardial infarction within 3 months'],
  ['aneurysm', 'Phình mạch chưa vỡ >10 mm', 'Unruptured aneurysm >10 mm'],
  ['avm', 'Dị dạng động tĩnh mạch', 'Arteriovenous malformation'],
  ['microbleeds', 'Trên 10 ổ vi xuất huyết', 'More than 10 microbleeds'],
  ['disability', 'Sa sút trí tuệ hoặc tàn phế từ trước', 'Dementia or prior disability'],
  ['menstruation', 'Hành kinh kèm thiếu máu', 'Menstruation with anaemia'],
]

const signs: readonly Row[] = [
  ['balance', 'B: mất thăng bằng, chóng mặt đột ngột', 'B: balance lost'],
  ['eyes', 'E: mất hoặc giảm thị lực, nhìn đôi', 'E: vision lost'],
  ['face', 'F: méo miệng, lệch mặt', 'F: face drooping'],
  ['arm', 'A: yếu, liệt tay chân một bên', 'A: weakness of arm or leg'],
  ['speech', 'S: nói khó, nói ngọng, không hiểu lời', 'S: speech'],
]

const linesOf = (rows: readonly Row[], weight: 'absolute' | 'relative', source: string): Checklist['lines'] =>
  rows.map(([code, vi, en, reopensOn = []]) => ({ code, label: { vi, en }, weight, reopensOn, source }))

const testsNotAwaited = new Set(['platelets', 'coagulation'])
const absoluteLines = linesOf(absolute, 'absolute', aha2026).map((line) =>
  testsNotAwaited.has(line.code) ? { ...line, source: `${aha2026}; ${aha2019}` } : line,
)

/** BE-FAST, and what speaks against thrombolysis: 18 absolute and 11 relative lines. */
export const strokeChecklists: Checklist[] = [
  {
    code: 'be-fast',
    label: {
      vi: 'BE-FAST (T: ghi giờ khởi phát, gọi 115)',
      en: 'BE-FAST (T: note the time of onset, call 115)',
    },
    yesIs: 'for',
    lines: linesOf(signs, 'relative', 'BE-FAST, Aroor S et al. Stroke 2017;48:479–481'),
  },
  {
    code: 'against-lysis',
    label: { vi: 'Chống chỉ định tiêu sợi huyết', en: 'Contraindications of thrombolysis' },
    yesIs: 'against',
    reopensOn: ['last-known-well', 'sleep-midpoint'],
    lines: [...absoluteLines, ...linesOf(relative, 'relative', ownGoal)],
  },
]
