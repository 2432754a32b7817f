import { definePathway } from '../pathway-document.ts'
import { ownGoal, unconfirmed } from '../unconfirmed.ts'
import { childAlerts } from './child-alerts.ts'
import { childBundles } from './child-bundles.ts'
import { aplsRanges, bedside, childItems } from './child-form.ts'
import { callStations, decisive, endStations, followUps, optional, same, typed } from './writing.ts'

const signs = same('heart-rate', 'systolic', 'respiratory-rate', 'spo2', 'age-months', 'capillary-refill')

/** A sick child: Bedside PEWS, ranges of the age, a guessed weight when it cannot be weighed. Version 1. */
export const child = definePathway({
  code: 'child',
  version: 1,
  name: { vi: 'Cấp cứu trẻ em', en: 'Sick child' },
  specialty: 'paediatrics',
  source: `${bedside}; ${unconfirmed(aplsRanges)}`,
  milestones: [
    decisive('deterioration', ['Diễn biến nặng', 'Deterioration']),
    typed('seen', ['Bác sĩ khám', 'Seen by a doctor'], [15, 'deterioration', ownGoal]),
    ...callStations('deterioration', [15, 5, 10]),
    ...endStations(15),
    optional('oxygen', ['Thở oxy', 'Oxygen']),
    optional('fluid-started', ['Bắt đầu bù dịch', 'Fluid started']),
    optional('antimicrobial', ['Kháng sinh', 'Antimicrobial']),
    optional('intubated', ['Đặt nội khí quản', 'Intubated']),
    optional('transfer-requested', ['Đề nghị chuyển', 'Transfer requested']),
    optional('door-out', ['Rời viện', 'Door out']),
    optional('hub-door', ['Tới tuyến trên', 'Arrived at the hub']),
  ],
  windows: [
    {
      code: 'first-hour',
      label: { vi: 'giờ đầu', en: 'first hour' },
      after: 'deterioration',
      minutes: 60,
      alarmBeforeMinutes: 15,
      source: ownGoal,
    },
  ],
  needed: [
    { code: 'age-months', label: { vi: 'tuổi', en: 'age' }, from: 'item' },
    { code: 'weight', label: { vi: 'cân nặng', en: 'weight' }, from: 'observation' },
    { code: 'bedside-pews', label: { vi: 'điểm PEWS', en: 'PEWS' }, from: 'score' },
    { code: 'heart-rate', label: { vi: 'nhịp tim', en: 'heart rate' }, from: 'observation' },
    { code: 'glucose', label: { vi: 'đường huyết', en: 'glucose' }, from: 'observation' },
    { code: 'temperature', label: { vi: 'nhiệt độ', en: 'temperature' }, from: 'observation' },
  ],
  items: childItems,
  scores: [
    { code: 'bedside-pews', asked: 'first', from: { ...signs, ...same('respiratory-effort', 'oxygen-therapy') } },
    { code: 'brighton-pews', asked: 'any-time' },
    { code: 'shock-index-paediatric', asked: 'any-time', from: same('heart-rate', 'systolic', 'age-years') },
    { code: 'gcs', asked: 'any-time' },
    { code: 'gcs-under-2', asked: 'any-time' },
  ],
  calculators: [{ code: 'child-weight', needsSecondPerson: false, from: same('age-years') }],
  schedules: [
    {
      code: 'pews-again',
      label: { vi: 'Chấm lại PEWS mỗi giờ', en: 'PEWS again every hour' },
      after: 'deterioration',
      spans: [{ everyMinutes: 60, forMinutes: 720 }],
      wants: ['heart-rate', 'respiratory-rate', 'spo2', 'systolic', 'temperature'],
      also: { vi: 'Đầy mao mạch, gắng sức hô hấp, ý thức', en: 'Capillary refill, effort, consciousness' },
      source: ownGoal,
    },
  ],
  bundles: childBundles,
  alerts: childAlerts,
  followUps: followUps(24, 72, 168, 720),
  intents: [
    { code: 'advice', label: { vi: 'Ý kiến về chẩn đoán và điều trị', en: 'Advice on diagnosis and treatment' } },
    { code: 'guide', label: { vi: 'Hướng dẫn hồi sức tại chỗ', en: 'Guidance of resuscitation here' } },
    { code: 'transfer', label: { vi: 'Có chuyển tuyến không', en: 'Transfer or not' } },
  ],
})
