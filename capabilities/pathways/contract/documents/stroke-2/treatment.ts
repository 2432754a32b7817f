import type { z } from 'zod'
import type { bundleDefinition, calculatorUse, scheduleDefinition } from '../../pathway-parts.ts'
import { withOwnMinutes } from '../../unconfirmed.ts'
import { aha2026, moh3312 } from './sources.ts'

/**
 * The doses of acute stroke. Thrombolysis needs the list of contraindications clear; what lowers the pressure before and
 * after it does not.
 */
export const strokeCalculators: z.input<typeof calculatorUse>[] = [
  ...['tenecteplase-stroke', 'alteplase-stroke'].map((code) => ({
    code,
    from: { weight: 'weight', 'weight-basis': 'weight-basis' },
    checklists: ['against-lysis'],
    reopensOn: ['last-known-well', 'sleep-midpoint'],
  })),
  { code: 'nicardipine' },
  { code: 'labetalol', given: { indication: 'stroke' } },
]

/** What is observed after thrombolysis: 36 times in 24 hours, then a CT. */
export const strokeSchedules: z.input<typeof scheduleDefinition>[] = [
  {
    code: 'after-lysis',
    label: { vi: 'Theo dõi sau tiêu sợi huyết', en: 'Observation after thrombolysis' },
    after: 'needle',
    spans: [
      { everyMinutes: 15, forMinutes: 120 },
      { everyMinutes: 30, forMinutes: 360 },
      { everyMinutes: 60, forMinutes: 960 },
    ],
    wants: ['systolic', 'diastolic', 'heart-rate'],
    also: { vi: 'Khám thần kinh', en: 'Neurological examination' },
    source: `${aha2026}; ${moh3312}`,
  },
  {
    code: 'ct-24-hours',
    label: { vi: 'CT sau 24 giờ, trước mọi thuốc chống huyết khối', en: 'CT after 24 h, before any antithrombotic' },
    after: 'needle',
    spans: [{ everyMinutes: 1440, forMinutes: 1440 }],
    also: { vi: 'Chụp CT sọ', en: 'Head CT' },
    source: `${aha2026}; ${moh3312}`,
  },
]

type Step = z.input<typeof bundleDefinition>['steps'][number]
type Words = readonly [vi: string, en: string]

const text = ([vi, en]: Words) => ({ vi, en })
const step = (code: string, label: Words, say: Words, dose: Words | null = null): Step => ({
  code,
  label: text(label),
  say: text(say),
  dose: dose && text(dose),
  source: aha2026,
})

/** What is done when thrombolysis bleeds or swells. */
export const strokeBundles: z.input<typeof bundleDefinition>[] = [
  {
    code: 'bleeding',
    label: { vi: 'Nghi chảy máu nội sọ sau tiêu sợi huyết', en: 'Suspected intracranial bleeding after thrombolysis' },
    withinMinutes: 15,
    source: withOwnMinutes(aha2026),
    steps: [
      step(
        'stop',
        ['Ngừng truyền', 'Stop the infusion'],
        ['Ngừng truyền thuốc tiêu sợi huyết ngay.', 'Stop the thrombolytic now.'],
      ),
      step(
        'blood',
        ['Xét nghiệm', 'Blood tests'],
        [
          'Lấy máu: công thức máu, PT, aPTT, fibrinogen, phản ứng chéo.',
          'Take blood: full count, PT, aPTT, fibrinogen, cross-match.',
        ],
      ),
      step('ct', ['CT sọ ngay', 'Head CT now'], ['Chụp CT sọ không cản quang ngay.', 'Do a plain head CT now.']),
      step(
        'cryoprecipitate',
        ['Tủa lạnh', 'Cryoprecipitate'],
        [
          'Truyền tủa lạnh, đích fibrinogen từ 150 mg/dL.',
          'Give cryoprecipitate until fibrinogen is at least 150 mg/dL.',
        ],
        ['10 đơn vị; đích fibrinogen ≥150 mg/dL', '10 units; fibrinogen ≥150 mg/dL'],
      ),
      step(
        'tranexamic',
        ['Acid tranexamic', 'Tranexamic acid'],
        ['Tiêm tĩnh mạch acid tranexamic 1 gam trong 10 phút.', 'Give tranexamic acid 1 gram over 10 minutes.'],
        ['1 g trong 10 phút, hoặc axit ε-aminocaproic', '1 g over 10 min, or ε-aminocaproic acid'],
      ),
      step('neurosurgery', ['Ngoại thần kinh', 'Neurosurgery'], ['Mời hội chẩn ngoại thần kinh.', 'Ask neurosurgery.']),
    ],
  },
  {
    code: 'angio-oedema',
    label: { vi: 'Phù mạch miệng lưỡi', en: 'Orolingual angio-oedema' },
    withinMinutes: 5,
    source: withOwnMinutes(aha2026),
    steps: [
      step(
        'airway',
        ['Đường thở', 'Airway'],
        ['Giữ đường thở, gọi người đặt ống.', 'Secure the airway, call for intubation.'],
      ),
      step(
        'stop',
        ['Ngừng truyền', 'Stop the infusion'],
        ['Ngừng truyền thuốc tiêu sợi huyết.', 'Stop the thrombolytic.'],
      ),
    ],
  },
]
