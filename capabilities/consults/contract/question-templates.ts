import type { z } from 'zod'
import type { questionParts } from './consult.ts'

type Part = Exclude<keyof z.output<typeof questionParts>, never>
type Skeleton = Record<Part, string>

/** The skeleton of a planned question, by specialty and language; `other` for those without one of their own. */
export const questionTemplates: Record<string, { vi: Skeleton; en: Skeleton }> = {
  stroke: {
    vi: {
      summary: 'Khởi phát: … · NIHSS: … · Tiền sử, thuốc chống đông: …',
      done: 'CLVT/CHT: … · Đã điều trị: …',
      question: 'Nguyên nhân và dự phòng tái phát: …?',
      wanted: 'Đọc phim / thuốc / can thiệp / theo dõi',
    },
    en: {
      summary: 'Onset: … · NIHSS: … · History, anticoagulant: …',
      done: 'CT/MRI: … · Treated with: …',
      question: 'Cause and secondary prevention: …?',
      wanted: 'Reading / drugs / intervention / follow-up',
    },
  },
  cardiology: {
    vi: {
      summary: 'Triệu chứng từ: … · Yếu tố nguy cơ: …',
      done: 'ĐTĐ: … · Siêu âm tim: … · Troponin: …',
      question: 'Có chỉ định chụp mạch vành không? …',
      wanted: 'Đọc ĐTĐ / thuốc / can thiệp',
    },
    en: {
      summary: 'Symptoms since: … · Risk factors: …',
      done: 'ECG: … · Echo: … · Troponin: …',
      question: 'Is angiography indicated? …',
      wanted: 'ECG reading / drugs / intervention',
    },
  },
  obstetrics: {
    vi: {
      summary: 'Thai … tuần, PARA … · Bệnh kèm: …',
      done: 'Siêu âm: … · CTG: … · Xét nghiệm: …',
      question: 'Thời điểm và cách sinh: …?',
      wanted: 'Theo dõi tại chỗ / chuyển / thời điểm sinh',
    },
    en: {
      summary: '… weeks, parity … · Conditions: …',
      done: 'Ultrasound: … · CTG: … · Laboratory: …',
      question: 'When and how to deliver: …?',
      wanted: 'Keep / transfer / timing of birth',
    },
  },
  other: {
    vi: {
      summary: 'Tuổi, giới, bệnh chính, diễn biến: …',
      done: 'Xét nghiệm, phim, đã điều trị: …',
      question: 'Xin ý kiến về: …?',
      wanted: 'Chẩn đoán / điều trị / chuyển',
    },
    en: {
      summary: 'Age, sex, main condition, course: …',
      done: 'Laboratory, imaging, treatment: …',
      question: 'Advice on: …?',
      wanted: 'Diagnosis / treatment / transfer',
    },
  },
}
