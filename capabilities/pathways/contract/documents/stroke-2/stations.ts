import type { z } from 'zod'
import type { milestoneDefinition, windowDefinition } from '../../pathway-document.ts'
import { ownGoal } from '../../unconfirmed.ts'
import { aha2026, extendTrial, moh3312, telestroke } from './sources.ts'

type Station = z.input<typeof milestoneDefinition>
type Within = NonNullable<Station['within']>

const station = (code: string, [vi, en]: readonly [string, string], within: Within | null = null): Station => ({
  code,
  label: { vi, en },
  isTyped: false,
  within,
})
const typed = (code: string, words: readonly [string, string], within: Within | null = null): Station => ({
  ...station(code, words, within),
  isTyped: true,
})
const optional = (code: string, words: readonly [string, string], within: Within | null = null): Station => ({
  ...typed(code, words, within),
  isOptional: true,
})

/** The stations of acute stroke in the order of the strip. */
export const strokeStations: Station[] = [
  { ...typed('last-known-well', ['Lần cuối bình thường', 'Last known well']), isDecisive: true },
  { ...optional('symptoms-found', ['Phát hiện triệu chứng', 'Symptoms found']), isDecisive: true },
  // of wake-up stroke: beside last known well, never instead of it
  {
    ...optional('sleep-midpoint', ['Giữa giấc ngủ (đột quỵ khi thức dậy)', 'Midpoint of sleep (wake-up stroke)']),
    isDecisive: true,
  },
  optional('ambulance-called', ['Gọi cấp cứu', 'Ambulance called']),
  optional('ambulance-with-patient', ['Cấp cứu tới người bệnh', 'Ambulance with the patient']),
  typed('door', ['Vào viện', 'Door']),
  optional('seen', ['Bác sĩ khám', 'Seen by a doctor'], { minutes: 10, after: 'door', source: ownGoal }),
  optional('stroke-alert', ['Báo động đột quỵ trong viện', 'Stroke alert in the hospital']),
  {
    ...station('glucose-measured', ['Đo glucose', 'Glucose measured']),
    isOptional: true,
    givenBy: { observation: 'glucose' },
  },
  station('image-taken', ['Chụp CT', 'CT'], { minutes: 25, after: 'door', source: aha2026 }),
  station('images-arrived', ['Phim tới', 'Images arrived'], { minutes: 5, after: 'image-taken', source: ownGoal }),
  station('requested', ['Gọi kíp trực', 'Called'], { minutes: 15, after: 'door', source: telestroke }),
  station('accepted', ['Tiếp nhận', 'Accepted'], { minutes: 5, after: 'requested', source: telestroke }),
  station('joined', ['Vào phòng', 'In the room'], { minutes: 10, after: 'accepted', source: telestroke }),
  { ...station('images-opened', ['Chuyên gia mở phim', 'Images opened by the expert']), isOptional: true },
  { ...station('nihss-done', ['Xong NIHSS', 'NIHSS done']), isOptional: true, givenBy: { score: 'nihss' } },
  station('concluded', ['Kết luận', 'Concluded'], { minutes: 20, after: 'joined', source: telestroke }),
  station('decided', ['Quyết định', 'Decided'], { minutes: 10, after: 'concluded', source: ownGoal }),
  {
    ...typed('needle', ['Tiêu sợi huyết', 'Needle'], { minutes: 60, after: 'door', source: aha2026 }),
    isDecisive: true,
  },
  optional('transfer-requested', ['Đề nghị chuyển', 'Transfer requested']),
  optional('ambulance-arrived', ['Xe chuyển tới', 'Ambulance arrived']),
  optional('door-out', ['Rời viện', 'Door out'], { minutes: 90, after: 'door', source: aha2026 }),
  optional('hub-door', ['Tới tuyến trên', 'Arrived at the hub']),
  optional('groin', ['Chọc động mạch', 'Groin puncture'], { minutes: 60, after: 'hub-door', source: ownGoal }),
  optional('first-pass', ['Lấy huyết khối lần đầu', 'First pass']),
  optional('reperfusion', ['Tái tưới máu', 'Reperfusion']),
]

/** The times within which treatments of acute stroke are possible; the first is shown large. */
export const strokeWindows: z.input<typeof windowDefinition>[] = [
  {
    code: 'lysis',
    label: { vi: 'cửa sổ tiêu sợi huyết', en: 'thrombolysis window' },
    after: 'last-known-well',
    minutes: 270,
    alarmBeforeMinutes: 30,
    source: `${aha2026}; ${moh3312}`,
  },
  {
    code: 'thrombectomy-early',
    label: { vi: 'cửa sổ lấy huyết khối sớm', en: 'early thrombectomy window' },
    after: 'last-known-well',
    minutes: 360,
    source: `${aha2026}; ${moh3312}`,
  },
  {
    code: 'lysis-extended',
    label: { vi: 'cửa sổ tiêu sợi huyết mở rộng (cần tưới máu)', en: 'extended thrombolysis window (needs perfusion)' },
    after: 'last-known-well',
    minutes: 540,
    source: `${moh3312}; ${aha2026} (2b)`,
  },
  {
    code: 'lysis-wake-up',
    label: {
      vi: 'cửa sổ mở rộng của đột quỵ khi thức dậy (cần tưới máu)',
      en: 'extended window of wake-up stroke (needs perfusion)',
    },
    after: 'sleep-midpoint',
    minutes: 540,
    isBeside: true,
    source: `${moh3312}; ${aha2026} (2b); ${extendTrial}`,
  },
  {
    code: 'thrombectomy-late',
    label: { vi: 'cửa sổ lấy huyết khối muộn', en: 'late thrombectomy window' },
    after: 'last-known-well',
    minutes: 1440,
    source: `${aha2026}; ${moh3312}`,
  },
]
