import { definePathway } from '../pathway-document.ts'
import { ownGoal } from '../unconfirmed.ts'
import { strokeAlerts } from './stroke-2/alerts.ts'
import { strokeChecklists } from './stroke-2/checklists.ts'
import { strokeItems } from './stroke-2/form.ts'
import { strokeDiagrams } from './stroke-2/images.ts'
import { strokeCriteria } from './stroke-2/indications.ts'
import { aha2026, moh3312, telestroke } from './stroke-2/sources.ts'
import { strokeStations, strokeWindows } from './stroke-2/stations.ts'
import { strokeBundles, strokeCalculators, strokeSchedules } from './stroke-2/treatment.ts'

/** Acute ischaemic stroke, complete: version 2. */
export const strokeTwo = definePathway({
  code: 'stroke',
  version: 2,
  name: { vi: 'Đột quỵ não', en: 'Acute stroke' },
  specialty: 'stroke',
  source: `${moh3312}; AHA/ASA 2026`,
  milestones: strokeStations,
  windows: strokeWindows,
  needed: [
    { code: 'last-known-well', label: { vi: 'lần cuối bình thường', en: 'last known well' }, from: 'milestone' },
    { code: 'nihss', label: { vi: 'NIHSS', en: 'NIHSS' }, from: 'score' },
    { code: 'systolic', label: { vi: 'huyết áp', en: 'blood pressure' }, from: 'observation' },
    { code: 'glucose', label: { vi: 'glucose', en: 'glucose' }, from: 'observation' },
    { code: 'weight', label: { vi: 'cân nặng', en: 'weight' }, from: 'observation' },
    { code: 'anticoagulant', label: { vi: 'thuốc chống đông', en: 'anticoagulant' }, from: 'observation' },
    { code: 'CT', label: { vi: 'phim CT sọ', en: 'head CT' }, from: 'study' },
  ],
  items: strokeItems,
  scores: [
    { code: 'nihss', asked: 'first' },
    { code: 'gcs', asked: 'any-time' },
    { code: 'ich', asked: 'any-time' },
  ],
  checklists: strokeChecklists,
  calculators: strokeCalculators,
  diagrams: strokeDiagrams,
  criteria: strokeCriteria,
  schedules: strokeSchedules,
  bundles: strokeBundles,
  alerts: strokeAlerts,
  followUps: [
    { hours: 24, source: aha2026 },
    { hours: 72, source: ownGoal },
    { hours: 168, source: ownGoal },
    { hours: 720, source: ownGoal },
    { hours: 2160, source: `${telestroke} (mRS 90 ngày)` },
  ],
  intents: [
    { code: 'lysis', label: { vi: 'Có tiêu sợi huyết không', en: 'Thrombolysis or not' } },
    { code: 'transfer', label: { vi: 'Có chuyển để lấy huyết khối không', en: 'Transfer for thrombectomy or not' } },
    { code: 'advice', label: { vi: 'Ý kiến về chẩn đoán và điều trị', en: 'Advice on diagnosis and treatment' } },
  ],
})
