import { definePathway } from '../pathway-document.ts'
import { ownGoal, unconfirmed } from '../unconfirmed.ts'
import { pphAlerts } from './pph-alerts.ts'
import { pphBundles } from './pph-bundles.ts'
import { motive, pphItems, woman } from './pph-form.ts'
import { callStations, decisive, endStations, followUps, is, optional, same, typed } from './writing.ts'

/** Post-partum haemorrhage: MOTIVE within 15 minutes, measured loss, shock index, tranexamic acid within 3 h. Version 1. */
export const pph = definePathway({
  code: 'pph',
  version: 1,
  name: { vi: 'Băng huyết sau sinh', en: 'Post-partum haemorrhage' },
  specialty: 'obstetrics',
  source: `${motive}; ${woman}`,
  milestones: [
    decisive('birth', ['Sinh', 'Birth']),
    decisive('bleeding-noted', ['Phát hiện chảy máu', 'Bleeding noted']),
    typed('bundle-started', ['Bắt đầu MOTIVE', 'MOTIVE started'], [15, 'bleeding-noted', motive]),
    ...callStations('bleeding-noted', [15, 5, 5]),
    typed('txa-given', ['Acid tranexamic', 'Tranexamic acid'], [180, 'birth', woman]),
    ...endStations(10),
    optional('second-txa', ['Acid tranexamic liều 2', 'Second tranexamic acid']),
    optional('first-blood', ['Đơn vị máu đầu', 'First unit of blood']),
    optional('balloon', ['Đặt bóng chèn', 'Balloon placed']),
    optional('theatre', ['Vào phòng mổ', 'In theatre']),
    optional('hysterectomy', ['Cắt tử cung', 'Hysterectomy']),
    optional('bleeding-controlled', ['Cầm được máu', 'Bleeding controlled']),
    optional('door-out', ['Rời viện', 'Door out']),
    optional('hub-door', ['Tới tuyến trên', 'Arrived at the hub']),
  ],
  windows: [
    {
      code: 'txa',
      label: { vi: 'cửa sổ acid tranexamic', en: 'tranexamic acid window' },
      after: 'birth',
      minutes: 180,
      alarmBeforeMinutes: 30,
      source: woman,
    },
  ],
  needed: [
    { code: 'birth', label: { vi: 'giờ sinh', en: 'time of birth' }, from: 'milestone' },
    { code: 'gestational-weeks', label: { vi: 'tuổi thai', en: 'gestational age' }, from: 'item' },
    { code: 'systolic', label: { vi: 'huyết áp', en: 'blood pressure' }, from: 'observation' },
    { code: 'heart-rate', label: { vi: 'nhịp tim', en: 'heart rate' }, from: 'observation' },
    { code: 'measured-loss', label: { vi: 'lượng máu mất đo được', en: 'measured blood loss' }, from: 'item' },
    { code: 'drugs-given', label: { vi: 'thuốc đã dùng và giờ', en: 'drugs given, with times' }, from: 'item' },
    { code: 'haemoglobin', label: { vi: 'Hb', en: 'haemoglobin' }, from: 'item' },
    { code: 'platelets', label: { vi: 'tiểu cầu', en: 'platelets' }, from: 'observation' },
    { code: 'fibrinogen', label: { vi: 'fibrinogen', en: 'fibrinogen level' }, from: 'item' },
  ],
  items: pphItems,
  scores: [
    { code: 'shock-index-obstetric', asked: 'first', from: same('heart-rate', 'systolic') },
    {
      code: 'blood-loss-class',
      asked: 'first',
      from: { ...same('heart-rate', 'systolic', 'diastolic'), 'blood-loss': 'measured-loss' },
    },
    {
      code: 'meows',
      asked: 'any-time',
      from: same('temperature', 'systolic', 'diastolic', 'heart-rate', 'respiratory-rate', 'spo2'),
    },
    { code: 'isth-dic-pregnancy', asked: 'any-time', from: same('platelets', 'fibrinogen') },
  ],
  calculators: [
    { code: 'tranexamic-acid', needsSecondPerson: false, given: { indication: 'pph' }, checklists: ['against-txa'] },
  ],
  checklists: [
    {
      code: 'against-txa',
      label: { vi: 'Trước khi dùng acid tranexamic', en: 'Before tranexamic acid' },
      yesIs: 'against',
      lines: [
        {
          code: 'thrombosis',
          label: { vi: 'Huyết khối đang tiến triển', en: 'Active thrombosis' },
          weight: 'absolute',
          source: unconfirmed(woman),
        },
        {
          code: 'allergy',
          label: { vi: 'Dị ứng acid tranexamic', en: 'Allergy to tranexamic acid' },
          weight: 'absolute',
          source: unconfirmed(woman),
        },
      ],
    },
  ],
  criteria: [
    {
      code: 'txa-dose',
      label: { vi: 'Chỉ định acid tranexamic', en: 'Indication of tranexamic acid' },
      rows: [
        {
          code: 'first',
          label: { vi: 'Liều đầu 1 g trong 10 phút', en: 'First dose, 1 g over 10 min' },
          source: woman,
          conditions: [
            {
              label: { vi: 'Trong 3 giờ từ khi sinh', en: 'Within 3 h of birth' },
              is: { minutesSince: 'birth', op: '<=', to: 180 },
            },
            { label: { vi: 'Chưa dùng', en: 'Not yet given' }, is: { not: { passed: 'txa-given' } } },
          ],
        },
        {
          code: 'second',
          label: { vi: 'Liều thứ hai 1 g', en: 'Second dose, 1 g' },
          source: woman,
          conditions: [
            {
              label: { vi: 'Ít nhất 30 phút sau liều đầu', en: 'At least 30 min after the first' },
              is: { minutesSince: 'txa-given', op: '>=', to: 30 },
            },
            {
              label: { vi: 'Trong 24 giờ từ liều đầu', en: 'Within 24 h of the first' },
              is: { minutesSince: 'txa-given', op: '<=', to: 1440 },
            },
            {
              label: { vi: 'Còn chảy máu hoặc chảy máu lại', en: 'Still bleeding, or again' },
              is: is('still-bleeding', 'yes'),
            },
            { label: { vi: 'Chưa dùng liều hai', en: 'No second dose yet' }, is: { not: { passed: 'second-txa' } } },
          ],
        },
      ],
    },
  ],
  schedules: [
    {
      code: 'after-bundle',
      label: { vi: 'Theo dõi sau MOTIVE', en: 'Observation after MOTIVE' },
      after: 'bundle-started',
      spans: [
        { everyMinutes: 15, forMinutes: 120 },
        { everyMinutes: 30, forMinutes: 240 },
      ],
      wants: ['systolic', 'diastolic', 'heart-rate', 'respiratory-rate', 'spo2'],
      also: { vi: 'Co hồi tử cung, lượng máu mất, nước tiểu', en: 'Uterine tone, blood loss, urine' },
      source: ownGoal,
    },
  ],
  bundles: pphBundles,
  alerts: pphAlerts,
  tallies: [
    {
      code: 'blood-loss',
      label: { vi: 'Lượng máu mất', en: 'Blood loss' },
      unit: 'mL',
      min: 5,
      max: 3000,
      kinds: [
        { code: 'drape', label: { vi: 'Túi đo máu', en: 'Calibrated drape' } },
        { code: 'swabs', label: { vi: 'Cân gạc', en: 'Weighed swabs' } },
        { code: 'suction', label: { vi: 'Bình hút', en: 'Suction' } },
        { code: 'estimated', label: { vi: 'Ước lượng', en: 'Estimated' } },
      ],
      source: motive,
    },
  ],
  followUps: followUps(24, 72, 168, 720),
  intents: [
    { code: 'guide', label: { vi: 'Hướng dẫn cầm máu tại chỗ', en: 'Guidance to stop the bleeding here' } },
    { code: 'transfer', label: { vi: 'Có chuyển tuyến không', en: 'Transfer or not' } },
    { code: 'send-team', label: { vi: 'Cử kíp hỗ trợ hoặc đưa máu đến', en: 'Send a team or blood' } },
  ],
})
