import type { Expression } from '../expression.ts'
import { unconfirmed } from '../unconfirmed.ts'
import { acog, hellpSource, whoMagnesium } from './pre-eclampsia-form.ts'
import { above, alert, below, from, is, notYet, shockIndexFrom, since } from './writing.ts'

const severePressure: Expression = { any: [from('systolic', 160), from('diastolic', 110)] }

/** Platelets up to 100, AST from 70 and LDH from 600. */
const tennessee: Expression = {
  all: [{ value: 'platelets', op: '<=', to: 100 }, from('ast', 70), from('ldh', 600)],
}

/** AST or ALT from a limit, with LDH from 600. */
const enzymesFrom = (to: number): Expression => ({
  all: [{ any: [from('ast', to), from('alt', to)] }, from('ldh', 600)],
})

/** The classes of Mississippi with enzymes as each asks them. */
const mississippi: Expression = {
  any: [
    { all: [{ value: 'platelets', op: '<=', to: 100 }, enzymesFrom(70)] },
    { all: [above('platelets', 100), { value: 'platelets', op: '<=', to: 150 }, enzymesFrom(40)] },
  ],
}

/** What the page warns of in severe pre-eclampsia, eclampsia and HELLP. */
export const preEclampsiaAlerts = [
  alert(
    'severe-pressure',
    'act',
    ['HA ≥160/110: điều trị trong 30–60 phút', 'BP ≥160/110: treat within 30–60 min'],
    [severePressure, acog],
  ),
  alert(
    'pressure-15-minutes',
    'act',
    ['HA ≥160/110 đã trên 15 phút, chưa có thuốc hạ áp', 'BP ≥160/110 for more than 15 min without a drug'],
    [{ all: [severePressure, since('severe-pressure-noted', 15), notYet('first-antihypertensive')] }, acog],
  ),
  alert(
    'pressure-30-minutes',
    'act',
    ['Quá 30 phút chưa có thuốc hạ áp', 'More than 30 min without an antihypertensive'],
    [{ all: [since('severe-pressure-noted', 30), notYet('first-antihypertensive')] }, acog],
  ),
  alert(
    'pressure-too-low',
    'warn',
    ['HA <130/80 sau điều trị: đích 130–150/80–100', 'BP <130/80 after treatment: target 130–150/80–100'],
    [{ all: [{ passed: 'first-antihypertensive' }, { any: [below('systolic', 130), below('diastolic', 80)] }] }, acog],
  ),
  alert(
    'fit',
    'act',
    ['Sản giật: MgSO₄ và kiểm soát đường thở ngay', 'Eclampsia: MgSO₄ and airway now'],
    [{ all: [is('fit', 'yes'), notYet('magnesium-started')] }, whoMagnesium],
  ),
  alert(
    'hellp-complete',
    'act',
    [
      'HELLP đủ tiêu chuẩn Tennessee: xét nghiệm lại mỗi 6–12 giờ, lập kế hoạch sinh',
      'HELLP, Tennessee complete: labs every 6–12 h, plan the birth',
    ],
    [tennessee, hellpSource],
  ),
  alert('hellp-mississippi', 'warn', ['HELLP theo Mississippi', 'HELLP by Mississippi'], [mississippi, hellpSource]),
  alert(
    'platelets-low',
    'warn',
    ['Tiểu cầu <100 G/L: dấu hiệu nặng', 'Platelets <100 G/L: a severe feature'],
    [below('platelets', 100), acog],
  ),
  alert(
    'creatinine-high',
    'warn',
    ['Creatinin >97 µmol/L: dấu hiệu nặng', 'Creatinine >97 µmol/L: a severe feature'],
    [above('creatinine', 97), acog],
  ),
  alert(
    'liver-haematoma',
    'act',
    [
      'Đau thượng vị hoặc vai kèm sốc: nghĩ đến tụ máu, vỡ bao gan',
      'Epigastric or shoulder pain with shock: think of liver haematoma or rupture',
    ],
    [
      { all: [is('epigastric-pain', 'yes'), { any: [below('systolic', 90), shockIndexFrom(0.9)] }] },
      unconfirmed(hellpSource),
    ],
  ),
  alert(
    'magnesium-reflex',
    'act',
    [
      'Mất phản xạ gân gối khi dùng MgSO₄: ngừng thuốc, calci gluconat 1 g',
      'No patellar reflex on MgSO₄: stop it, calcium gluconate 1 g',
    ],
    [
      { all: [{ passed: 'magnesium-started' }, notYet('magnesium-stopped'), is('patellar-reflex', 'no')] },
      whoMagnesium,
    ],
  ),
  alert(
    'magnesium-breathing',
    'act',
    ['Nhịp thở <12 khi dùng MgSO₄: ngừng thuốc', 'Respiratory rate <12 on MgSO₄: stop it'],
    [{ all: [{ passed: 'magnesium-started' }, below('respiratory-rate', 12)] }, whoMagnesium],
  ),
  alert(
    'magnesium-slow-breathing',
    'warn',
    ['Nhịp thở <16 khi dùng MgSO₄: kiểm tra lại', 'Respiratory rate <16 on MgSO₄: check again'],
    [
      { all: [{ passed: 'magnesium-started' }, below('respiratory-rate', 16), from('respiratory-rate', 12)] },
      whoMagnesium,
    ],
  ),
  alert(
    'magnesium-long',
    'warn',
    [
      'MgSO₄ đã trên 24 giờ: theo dõi mỗi giờ đến khi ngừng, dừng 24 giờ sau sinh hoặc sau cơn giật cuối',
      'MgSO₄ for more than 24 h: watch hourly until it is stopped, 24 h after birth or the last fit',
    ],
    [{ all: [since('magnesium-started', 1440), notYet('magnesium-stopped')] }, whoMagnesium],
  ),
  alert(
    'magnesium-urine',
    'warn',
    ['Nước tiểu <25 mL/giờ khi dùng MgSO₄', 'Urine <25 mL/h on MgSO₄'],
    [{ all: [{ passed: 'magnesium-started' }, below('urine-output', 25)] }, whoMagnesium],
  ),
  alert(
    'magnesium-level',
    'act',
    ['Magnesi máu ≥3,5 mmol/L: nguy cơ ngộ độc', 'Magnesium ≥3.5 mmol/L: toxicity'],
    [from('magnesium-level', 3.5), whoMagnesium],
  ),
]
