import { definePathway } from '../pathway-document.ts'
import { ownGoal, unconfirmed } from '../unconfirmed.ts'
import { newbornAlerts } from './newborn-alerts.ts'
import { newbornBundles } from './newborn-bundles.ts'
import { beforeTransfer, ilcor, newbornItems, tobyCriteria } from './newborn-form.ts'
import { callStations, decisive, endStations, followUps, is, optional, same } from './writing.ts'

/** The newborn: resuscitation, breathing, glucose, warmth, and cooling within 6 hours. Version 1. */
export const newborn = definePathway({
  code: 'newborn',
  version: 1,
  name: { vi: 'Cấp cứu sơ sinh', en: 'Newborn emergency' },
  specialty: 'neonatology',
  source: `${ilcor}; ${tobyCriteria}`,
  milestones: [
    decisive('birth', ['Sinh', 'Birth']),
    optional('ventilated', ['Bắt đầu thông khí', 'Ventilation begun'], [1, 'birth', unconfirmed(ilcor)]),
    decisive('deterioration', ['Diễn biến nặng', 'Deterioration']),
    ...callStations('deterioration', [15, 5, 10]),
    ...endStations(15),
    optional('glucose-treated', ['Xử trí hạ đường huyết', 'Low glucose treated']),
    optional('intubated', ['Đặt nội khí quản', 'Intubated']),
    optional('surfactant', ['Bơm surfactant', 'Surfactant']),
    optional('cooling-started', ['Bắt đầu hạ thân nhiệt', 'Cooling begun'], [360, 'birth', tobyCriteria]),
    optional('antimicrobial', ['Kháng sinh', 'Antimicrobial']),
    optional('transfer-requested', ['Đề nghị chuyển', 'Transfer requested']),
    optional('door-out', ['Rời viện', 'Door out']),
    optional('hub-door', ['Tới tuyến trên', 'Arrived at the hub']),
  ],
  windows: [
    {
      code: 'cooling',
      label: { vi: 'cửa sổ hạ thân nhiệt chỉ huy', en: 'therapeutic hypothermia window' },
      after: 'birth',
      minutes: 360,
      alarmBeforeMinutes: 60,
      source: tobyCriteria,
    },
  ],
  needed: [
    { code: 'birth', label: { vi: 'giờ sinh', en: 'time of birth' }, from: 'milestone' },
    { code: 'gestational-weeks', label: { vi: 'tuổi thai', en: 'gestational age' }, from: 'item' },
    { code: 'weight', label: { vi: 'cân nặng', en: 'weight' }, from: 'observation' },
    { code: 'apgar', label: { vi: 'điểm Apgar', en: 'Apgar score' }, from: 'score' },
    { code: 'silverman', label: { vi: 'điểm Silverman', en: 'Silverman score' }, from: 'score' },
    { code: 'temperature', label: { vi: 'nhiệt độ', en: 'temperature' }, from: 'observation' },
    { code: 'glucose', label: { vi: 'đường huyết', en: 'glucose' }, from: 'observation' },
    { code: 'spo2', label: { vi: 'độ bão hòa oxy', en: 'oxygen saturation' }, from: 'observation' },
    { code: 'cord-ph', label: { vi: 'pH máu rốn hoặc giờ đầu', en: 'cord or first-hour pH' }, from: 'item' },
  ],
  items: newbornItems,
  scores: [
    { code: 'apgar', asked: 'first' },
    { code: 'silverman', asked: 'first' },
    {
      code: 'bedside-pews',
      asked: 'any-time',
      from: same('heart-rate', 'systolic', 'respiratory-rate', 'spo2', 'age-months', 'capillary-refill'),
    },
  ],
  checklists: [beforeTransfer],
  calculators: [{ code: 'adrenaline-newborn', from: same('weight') }],
  criteria: [
    {
      code: 'cooling',
      label: { vi: 'Chỉ định hạ thân nhiệt chỉ huy', en: 'Indication of therapeutic hypothermia' },
      rows: [
        {
          code: 'cooling',
          label: { vi: 'Ngạt kèm bệnh não trung bình–nặng', en: 'Asphyxia with moderate or severe encephalopathy' },
          source: tobyCriteria,
          conditions: [
            {
              label: { vi: 'Từ 36 tuần', en: 'From 36 weeks' },
              is: { value: 'gestational-weeks', op: '>=', to: 36 },
            },
            {
              label: { vi: 'Trong 6 giờ đầu', en: 'Within 6 h of birth' },
              is: { minutesSince: 'birth', op: '<', to: 360 },
            },
            {
              label: {
                vi: 'Apgar 10 phút ≤5, hoặc còn thông khí lúc 10 phút, hoặc pH <7,0, hoặc kiềm thiếu ≥16',
                en: 'Apgar at 10 min ≤5, or ventilated at 10 min, or pH <7.0, or base deficit ≥16',
              },
              is: {
                any: [
                  { value: 'apgar-10-minutes', op: '<=', to: 5 },
                  is('ventilated-10-minutes', 'yes'),
                  { value: 'cord-ph', op: '<', to: 7 },
                  { value: 'base-deficit', op: '>=', to: 16 },
                ],
              },
            },
            {
              label: { vi: 'Bệnh não trung bình hoặc nặng', en: 'Moderate or severe encephalopathy' },
              is: { any: [is('encephalopathy', 'moderate'), is('encephalopathy', 'severe')] },
            },
          ],
        },
      ],
    },
  ],
  schedules: [
    {
      code: 'apgar-again',
      label: { vi: 'Apgar mỗi 5 phút đến 20 phút khi <7', en: 'Apgar every 5 min to 20 while <7' },
      after: 'birth',
      spans: [{ everyMinutes: 5, forMinutes: 20 }],
      also: { vi: 'Điểm Apgar, đường thở, nhịp tim', en: 'Apgar, airway, heart rate' },
      source: 'ACOG/AAP Committee Opinion 644, 2015',
    },
    {
      code: 'cooling-watch',
      label: { vi: 'Theo dõi khi hạ thân nhiệt', en: 'Watch during cooling' },
      after: 'cooling-started',
      spans: [
        { everyMinutes: 15, forMinutes: 240 },
        { everyMinutes: 60, forMinutes: 1200 },
      ],
      wants: ['temperature', 'heart-rate', 'spo2'],
      also: { vi: 'Nhiệt độ trực tràng, co giật, đường huyết', en: 'Rectal temperature, fits, glucose' },
      source: ownGoal,
    },
  ],
  bundles: newbornBundles,
  alerts: newbornAlerts,
  followUps: followUps(24, 72, 168, 720),
  intents: [
    { code: 'guide', label: { vi: 'Hướng dẫn hồi sức tại chỗ', en: 'Guidance of resuscitation here' } },
    { code: 'cooling', label: { vi: 'Có hạ thân nhiệt không', en: 'Cooling or not' } },
    { code: 'transfer', label: { vi: 'Chuyển tuyến và ổn định khi chuyển', en: 'Transfer, and stable on the way' } },
  ],
})
