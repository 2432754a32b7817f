import { definePathway } from '../pathway-document.ts'
import { ownGoal, unconfirmed } from '../unconfirmed.ts'

const aha2026 = 'AHA/ASA 2026, Stroke 2026;57:e316–e436'
const telestroke = unconfirmed('AHA Telemedicine Quality and Outcomes in Stroke, 2016')

/** Acute ischaemic stroke: the stations, their targets and what the expert needs. Version 1, for cases that run on it. */
export const strokeOne = definePathway({
  code: 'stroke',
  version: 1,
  name: { vi: 'Đột quỵ não', en: 'Acute stroke' },
  specialty: 'stroke',
  source: 'QĐ 3312/QĐ-BYT 05/11/2024; AHA/ASA 2026',
  milestones: [
    {
      code: 'last-known-well',
      label: { vi: 'Lần cuối bình thường', en: 'Last known well' },
      isTyped: true,
      within: null,
    },
    { code: 'door', label: { vi: 'Vào viện', en: 'Door' }, isTyped: true, within: null },
    {
      code: 'image-taken',
      label: { vi: 'Chụp CT', en: 'CT' },
      isTyped: false,
      within: { minutes: 25, after: 'door', source: aha2026 },
    },
    {
      code: 'images-arrived',
      label: { vi: 'Phim tới', en: 'Images arrived' },
      isTyped: false,
      within: { minutes: 5, after: 'image-taken', source: ownGoal },
    },
    {
      code: 'requested',
      label: { vi: 'Gọi kíp trực', en: 'Called' },
      isTyped: false,
      within: { minutes: 15, after: 'door', source: telestroke },
    },
    {
      code: 'accepted',
      label: { vi: 'Tiếp nhận', en: 'Accepted' },
      isTyped: false,
      within: { minutes: 5, after: 'requested', source: telestroke },
    },
    {
      code: 'joined',
      label: { vi: 'Vào phòng', en: 'In the room' },
      isTyped: false,
      within: { minutes: 10, after: 'accepted', source: telestroke },
    },
    {
      code: 'concluded',
      label: { vi: 'Kết luận', en: 'Concluded' },
      isTyped: false,
      within: { minutes: 20, after: 'joined', source: telestroke },
    },
    {
      code: 'decided',
      label: { vi: 'Quyết định', en: 'Decided' },
      isTyped: false,
      within: { minutes: 10, after: 'concluded', source: ownGoal },
    },
    {
      code: 'needle',
      label: { vi: 'Tiêu sợi huyết', en: 'Needle' },
      isTyped: true,
      within: { minutes: 60, after: 'door', source: aha2026 },
    },
  ],
  needed: [
    { code: 'last-known-well', label: { vi: 'lần cuối bình thường', en: 'last known well' }, from: 'milestone' },
    { code: 'nihss', label: { vi: 'NIHSS', en: 'NIHSS' }, from: 'observation' },
    { code: 'systolic', label: { vi: 'huyết áp', en: 'blood pressure' }, from: 'observation' },
    { code: 'glucose', label: { vi: 'glucose', en: 'glucose' }, from: 'observation' },
    { code: 'weight', label: { vi: 'cân nặng', en: 'weight' }, from: 'observation' },
    { code: 'anticoagulant', label: { vi: 'thuốc chống đông', en: 'anticoagulant' }, from: 'observation' },
    { code: 'CT', label: { vi: 'phim CT sọ', en: 'head CT' }, from: 'study' },
  ],
  windows: [
    {
      code: 'lysis',
      label: { vi: 'cửa sổ tiêu sợi huyết', en: 'thrombolysis window' },
      after: 'last-known-well',
      minutes: 270,
      source: `${aha2026}; QĐ 3312/QĐ-BYT`,
    },
  ],
})
