import type { Expression } from '../expression.ts'
import { unconfirmed, withOwnMinutes } from '../unconfirmed.ts'
import { ssc } from './sepsis-form.ts'
import { above, alert, below, between, from, is, notYet, since } from './writing.ts'

const rcp = 'Royal College of Physicians. National Early Warning Score (NEWS) 2. London: RCP, 2017.'

/** Hypotension, or lactate from 4 mmol/L: fluid is wanted. */
export const fluidTrigger: Expression = { any: [below('systolic', 90), below('map', 65), from('lactate', 4)] }

/** Shock, or sepsis likely, or not said yet: the antimicrobial is due in the first hour, else within three. */
const withinTheHour: Expression = {
  any: [{ unanswered: 'shock' }, is('shock', 'yes'), { unanswered: 'probability' }, is('probability', 'likely')],
}

const dengueLine = (line: string): Expression => ({ line: `dengue.${line}`, is: 'yes' })

/** What the page warns of in sepsis. */
export const sepsisAlerts = [
  alert(
    'news2-emergency',
    'act',
    ['NEWS2 ≥7: kíp cấp cứu trong 30 phút', 'NEWS2 ≥7: emergency team within 30 min'],
    [{ score: 'news2', op: '>=', to: 7 }, rcp],
  ),
  alert(
    'news2-urgent',
    'warn',
    ['NEWS2 5–6: bác sĩ đánh giá trong 60 phút', 'NEWS2 5–6: review within 60 min'],
    [
      {
        all: [
          { score: 'news2', op: '>=', to: 5 },
          { score: 'news2', op: '<', to: 7 },
        ],
      },
      rcp,
    ],
  ),
  alert(
    'news2-not-in-pregnancy',
    'warn',
    [
      'Có thai hoặc hậu sản: không dùng NEWS2, dùng MEOWS và qSOFA sản khoa',
      'Pregnant or after birth: not NEWS2, but MEOWS and the obstetric qSOFA',
    ],
    [is('pregnant', 'yes'), rcp],
  ),
  alert(
    'qsofa',
    'warn',
    ['qSOFA ≥2: nguy cơ nặng', 'qSOFA ≥2: high risk'],
    [{ score: 'qsofa', op: '>=', to: 2 }, 'Sepsis-3, JAMA 2016;315:801–810'],
  ),
  alert(
    'sirs',
    'warn',
    ['SIRS ≥2: tìm ổ nhiễm', 'SIRS ≥2: look for infection'],
    [{ score: 'sirs', op: '>=', to: 2 }, 'ACCP/SCCM, Chest 1992;101:1644–1655'],
  ),
  alert(
    'antimicrobial-soon',
    'act',
    [
      'Còn dưới 15 phút của giờ đầu, chưa có kháng sinh',
      'Less than 15 min left of the first hour, no antimicrobial yet',
    ],
    [{ all: [withinTheHour, between('recognised', 45, 60), notYet('antimicrobial')] }, withOwnMinutes(ssc)],
  ),
  alert(
    'antimicrobial-late',
    'act',
    ['Quá 1 giờ chưa có kháng sinh', 'More than 1 h without an antimicrobial'],
    [{ all: [withinTheHour, since('recognised', 60), notYet('antimicrobial')] }, ssc],
  ),
  alert(
    'antimicrobial-three-hours',
    'act',
    [
      'Quá 3 giờ, có thể nhiễm khuẩn huyết, chưa có kháng sinh',
      'More than 3 h, sepsis possible, without an antimicrobial',
    ],
    [
      { all: [is('shock', 'no'), is('probability', 'possible'), since('recognised', 180), notYet('antimicrobial')] },
      ssc,
    ],
  ),
  alert(
    'cultures-first',
    'warn',
    [
      'Cấy máu trước kháng sinh, nhưng không vì thế mà trì hoãn',
      'Cultures before the antimicrobial, but without delay',
    ],
    [{ all: [{ passed: 'recognised' }, notYet('cultures-taken'), notYet('antimicrobial')] }, ssc],
  ),
  alert(
    'fluid',
    'act',
    [
      'Tụt huyết áp hoặc lactat ≥4: 30 mL/kg dịch tinh thể trong 3 giờ',
      'Hypotension or lactate ≥4: 30 mL/kg crystalloid within 3 h',
    ],
    [{ all: [fluidTrigger, notYet('fluid-done')] }, ssc],
  ),
  alert(
    'lactate-again',
    'warn',
    ['Lactat >2 mmol/L: đo lại trong 2 giờ', 'Lactate >2 mmol/L: measure again within 2 h'],
    [{ all: [above('lactate', 2), notYet('lactate-again')] }, unconfirmed(ssc)],
  ),
  alert(
    'vasopressor',
    'act',
    ['MAP <65 mmHg: noradrenalin', 'MAP <65 mmHg: noradrenaline'],
    [{ all: [below('map', 65), notYet('vasopressor')] }, ssc],
  ),
  alert(
    'septic-shock',
    'act',
    ['Sốc nhiễm khuẩn: vận mạch và lactat >2 sau bù dịch', 'Septic shock: vasopressor, and lactate >2 after fluid'],
    [
      { all: [{ passed: 'vasopressor' }, above('lactate', 2), is('fluid-adequate', 'yes')] },
      'Sepsis-3, JAMA 2016;315:801–810',
    ],
  ),
  alert(
    'dengue',
    'act',
    ['Nghĩ đến sốc sốt xuất huyết Dengue: phác đồ dịch khác', 'Think of dengue shock: another fluid regimen'],
    [
      {
        all: [
          dengueLine('fever-day'),
          { any: ['tourniquet', 'haematocrit', 'platelets', 'leak', 'ns1'].map(dengueLine) },
        ],
      },
      unconfirmed('QĐ 2760/QĐ-BYT 04/07/2023'),
    ],
  ),
]
