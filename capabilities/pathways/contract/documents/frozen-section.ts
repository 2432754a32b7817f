import { definePathway } from '../pathway-document.ts'
import { ownGoal, unconfirmed } from '../unconfirmed.ts'
import { frozenItems, frozenTime, readBackRule } from './frozen-section-form.ts'
import { frozenAlerts, frozenBundles } from './frozen-section-rules.ts'
import { decisive, optional, station, typed } from './writing.ts'

const slides = ['SM']

/**
 * Frozen section (sinh thiết tức thì, cắt lạnh): the patient lies open while a pathologist elsewhere reads the slide. One
 * specimen a case. Version 1.
 */
export const frozenSection = definePathway({
  code: 'frozen-section',
  version: 1,
  name: { vi: 'Sinh thiết tức thì (cắt lạnh)', en: 'Frozen section' },
  specialty: 'pathology',
  source: `${frozenTime}; ${unconfirmed(readBackRule)}`,
  milestones: [
    station('requested', ['Gọi giải phẫu bệnh', 'Pathologist called']),
    station('accepted', ['Tiếp nhận', 'Accepted'], [5, 'requested', ownGoal]),
    { ...station('joined', ['Vào phòng', 'In the room'], [5, 'accepted', ownGoal]), isOptional: true },
    optional('specimen-taken', ['Lấy bệnh phẩm', 'Specimen taken']),
    decisive('specimen-received', ['Nhận bệnh phẩm', 'Specimen received'], [10, 'specimen-taken', ownGoal]),
    {
      ...station('image-taken', ['Quét lam', 'Slide scanned'], [12, 'specimen-received', ownGoal]),
      modalities: slides,
      isOptional: true,
    },
    {
      ...station('images-arrived', ['Lam đến', 'Slide arrived'], [15, 'specimen-received', ownGoal]),
      modalities: slides,
    },
    { ...station('images-opened', ['Mở lam', 'Slide opened'], [2, 'images-arrived', ownGoal]), modalities: slides },
    {
      ...station('result-told', ['Báo kết quả bằng lời', 'Result told'], [20, 'specimen-received', frozenTime]),
      givenBy: { step: 'telling.told' },
    },
    {
      ...station('read-back', ['Phòng mổ đọc lại', 'Read back'], [2, 'result-told', ownGoal]),
      givenBy: { step: 'telling.read-back' },
    },
    {
      ...station('read-back-confirmed', ['Xác nhận đọc lại', 'Read-back confirmed'], [2, 'read-back', ownGoal]),
      givenBy: { step: 'telling.confirmed' },
    },
    station('concluded', ['Ghi kết luận', 'Written conclusion'], [15, 'result-told', ownGoal]),
    station('decided', ['Quyết định', 'Decided'], [10, 'concluded', ownGoal]),
    { ...typed('permanent-result', ['Kết quả thường quy', 'Permanent sections']), isOptional: true },
  ],
  windows: [
    {
      code: 'told',
      label: { vi: '20 phút trả lời cắt lạnh', en: '20 minutes of the frozen section' },
      after: 'specimen-received',
      minutes: 20,
      alarmBeforeMinutes: 5,
      stopsAt: 'result-told',
      source: frozenTime,
    },
  ],
  needed: [
    { code: 'specimen-site', label: { vi: 'vị trí bệnh phẩm', en: 'site of the specimen' }, from: 'item' },
    { code: 'laterality', label: { vi: 'bên', en: 'side' }, from: 'item' },
    { code: 'asked', label: { vi: 'cần trả lời gì', en: 'what is asked' }, from: 'item' },
    { code: 'plan-positive', label: { vi: 'sẽ làm gì khi có kết quả', en: 'what follows the answer' }, from: 'item' },
    { code: 'history', label: { vi: 'bệnh sử', en: 'clinical history' }, from: 'item' },
    { code: 'specimen-received', label: { vi: 'giờ nhận bệnh phẩm', en: 'time of receipt' }, from: 'milestone' },
    { code: 'SM', label: { vi: 'lam quét', en: 'scanned slide' }, from: 'study' },
  ],
  items: frozenItems,
  bundles: frozenBundles,
  alerts: frozenAlerts,
  advice: {
    items: ['answer', 'margin-distance', 'answer-more'],
    next: {
      vi: 'Kết quả cắt lạnh là tạm thời; kết luận cuối cùng theo kết quả mô bệnh học thường quy.',
      en: 'The frozen section is provisional; permanent sections decide.',
    },
  },
  // the permanent sections are there by then, and say whether the frozen section was right
  followUps: [
    { hours: 168, source: ownGoal },
    { hours: 720, source: ownGoal },
  ],
  intents: [
    { code: 'diagnose', label: { vi: 'Trả lời lành hay ác', en: 'Malignant or not' } },
    { code: 'margin', label: { vi: 'Trả lời diện cắt', en: 'Margins' } },
    { code: 'adequacy', label: { vi: 'Trả lời đủ mô chưa', en: 'Adequacy' } },
  ],
})
