import { definePathway } from '../pathway-document.ts'
import { ownGoal, unconfirmed } from '../unconfirmed.ts'
import { preEclampsiaAlerts } from './pre-eclampsia-alerts.ts'
import { preEclampsiaBundles } from './pre-eclampsia-bundles.ts'
import { acog, ministry1154, preEclampsiaItems, severeFeatures, whoMagnesium } from './pre-eclampsia-form.ts'
import { callStations, decisive, endStations, followUps, optional, same, typed } from './writing.ts'

const toxicitySigns = same('patellar-reflex', 'respiratory-rate', 'urine-output')

/** Severe pre-eclampsia, eclampsia and HELLP: severe pressure treated within 30–60 minutes, magnesium watched hourly. Version 1. */
export const preEclampsia = definePathway({
  code: 'pre-eclampsia',
  version: 1,
  name: { vi: 'Tiền sản giật nặng, sản giật, HELLP', en: 'Severe pre-eclampsia, eclampsia, HELLP' },
  specialty: 'obstetrics',
  source: `${ministry1154}; ${acog}; ${whoMagnesium}`,
  milestones: [
    decisive('severe-pressure-noted', ['HA ≥160/110', 'BP ≥160/110 noted']),
    ...callStations('severe-pressure-noted', [15, 5, 10]),
    typed('first-antihypertensive', ['Thuốc hạ áp đầu', 'First antihypertensive'], [60, 'severe-pressure-noted', acog]),
    typed('magnesium-started', ['Bắt đầu MgSO₄', 'MgSO₄ started'], [60, 'severe-pressure-noted', ownGoal]),
    ...endStations(15),
    { ...optional('last-fit', ['Cơn giật cuối', 'Last fit']), isDecisive: true },
    optional('pressure-controlled', ['HA về đích', 'Pressure at target']),
    optional('labs-drawn', ['Lấy máu xét nghiệm', 'Blood drawn']),
    { ...optional('birth', ['Sinh', 'Birth']), isDecisive: true },
    optional('magnesium-stopped', ['Ngừng MgSO₄', 'MgSO₄ stopped']),
    optional('door-out', ['Rời viện', 'Door out']),
    optional('hub-door', ['Tới tuyến trên', 'Arrived at the hub']),
  ],
  windows: [
    {
      code: 'severe-pressure',
      label: { vi: 'thời gian điều trị tăng huyết áp nặng', en: 'time to treat severe hypertension' },
      after: 'severe-pressure-noted',
      minutes: 60,
      alarmBeforeMinutes: 30,
      source: acog,
    },
  ],
  needed: [
    { code: 'gestational-weeks', label: { vi: 'tuổi thai', en: 'gestational age' }, from: 'item' },
    { code: 'systolic', label: { vi: 'chuỗi huyết áp', en: 'series of blood pressures' }, from: 'observation' },
    { code: 'severe-features', label: { vi: 'dấu hiệu nặng', en: 'severe features' }, from: 'checklist' },
    { code: 'patellar-reflex', label: { vi: 'phản xạ gân gối', en: 'patellar reflex' }, from: 'item' },
    { code: 'magnesium-rate', label: { vi: 'tốc độ MgSO₄', en: 'MgSO₄ rate' }, from: 'item' },
    { code: 'platelets', label: { vi: 'tiểu cầu', en: 'platelets' }, from: 'observation' },
    { code: 'ast', label: { vi: 'men gan (AST)', en: 'AST' }, from: 'item' },
    { code: 'ldh', label: { vi: 'men LDH', en: 'LDH' }, from: 'item' },
    { code: 'creatinine', label: { vi: 'creatinin', en: 'creatinine' }, from: 'item' },
  ],
  items: preEclampsiaItems,
  scores: [
    { code: 'hellp', asked: 'first', from: same('platelets', 'ast', 'alt', 'ldh') },
    {
      code: 'meows',
      asked: 'first',
      from: same('temperature', 'systolic', 'diastolic', 'heart-rate', 'respiratory-rate', 'spo2'),
    },
    { code: 'gcs', asked: 'any-time' },
    { code: 'isth-dic-pregnancy', asked: 'any-time', from: same('platelets', 'fibrinogen') },
  ],
  checklists: [severeFeatures],
  calculators: [
    { code: 'magnesium-zuspan', from: toxicitySigns },
    { code: 'magnesium-pritchard', from: toxicitySigns },
    { code: 'calcium-gluconate', needsSecondPerson: false },
    { code: 'labetalol', given: { indication: 'pre-eclampsia' } },
    { code: 'nicardipine' },
  ],
  schedules: [
    {
      code: 'magnesium-hourly',
      label: { vi: 'Theo dõi MgSO₄ mỗi giờ', en: 'Hourly checks on MgSO₄' },
      after: 'magnesium-started',
      spans: [{ everyMinutes: 60, forMinutes: 1440 }],
      wants: ['respiratory-rate', 'systolic', 'diastolic', 'spo2'],
      also: {
        vi: 'Phản xạ gân gối, nước tiểu (≥25–30 mL/giờ)',
        en: 'Patellar reflex, urine (≥25–30 mL/h)',
      },
      source: whoMagnesium,
    },
    {
      code: 'pressure-after-treatment',
      label: { vi: 'Huyết áp sau thuốc hạ áp', en: 'Pressure after the antihypertensive' },
      after: 'first-antihypertensive',
      spans: [
        { everyMinutes: 10, forMinutes: 60 },
        { everyMinutes: 15, forMinutes: 60 },
        { everyMinutes: 30, forMinutes: 60 },
        { everyMinutes: 60, forMinutes: 240 },
      ],
      wants: ['systolic', 'diastolic'],
      source: unconfirmed(acog),
    },
    {
      code: 'labs-again',
      label: { vi: 'Xét nghiệm lại mỗi 6 giờ', en: 'Labs again every 6 h' },
      after: 'labs-drawn',
      spans: [{ everyMinutes: 360, forMinutes: 1440 }],
      wants: ['platelets'],
      also: { vi: 'AST, ALT, LDH, creatinin', en: 'AST, ALT, LDH and creatinine' },
      source: acog,
    },
  ],
  bundles: preEclampsiaBundles,
  alerts: preEclampsiaAlerts,
  followUps: followUps(24, 72, 168, 720),
  intents: [
    { code: 'treat', label: { vi: 'Điều trị tăng huyết áp và co giật', en: 'Treatment of pressure and fits' } },
    { code: 'birth', label: { vi: 'Thời điểm và cách sinh', en: 'When and how to deliver' } },
    { code: 'transfer', label: { vi: 'Có chuyển tuyến không', en: 'Transfer or not' } },
  ],
})
