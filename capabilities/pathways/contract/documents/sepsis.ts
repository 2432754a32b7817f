import { definePathway } from '../pathway-document.ts'
import { ownGoal, unconfirmed, withOwnMinutes } from '../unconfirmed.ts'
import { sepsisAlerts } from './sepsis-alerts.ts'
import { sepsisBundles } from './sepsis-bundles.ts'
import { dengue, sepsisItems, ssc } from './sepsis-form.ts'
import { callStations, decisive, endStations, followUps, optional, same, typed } from './writing.ts'

/** Sepsis and septic shock: antimicrobials within 1 or 3 hours, lactate, fluid, vasopressor; dengue is asked for. Version 1. */
export const sepsis = definePathway({
  code: 'sepsis',
  version: 1,
  name: { vi: 'Nhiễm khuẩn huyết, sốc nhiễm khuẩn', en: 'Sepsis and septic shock' },
  specialty: 'intensive-care',
  source: unconfirmed(ssc),
  milestones: [
    decisive('recognised', ['Nhận ra nhiễm khuẩn huyết', 'Sepsis recognised']),
    typed('lactate-taken', ['Đo lactat', 'Lactate taken'], [60, 'recognised', withOwnMinutes(ssc)]),
    typed('cultures-taken', ['Cấy máu', 'Cultures taken'], [60, 'recognised', withOwnMinutes(ssc)]),
    typed('antimicrobial', ['Kháng sinh', 'Antimicrobial'], [60, 'recognised', ssc]),
    ...callStations('recognised', [30, 10, 15]),
    ...endStations(20),
    optional('fluid-started', ['Bắt đầu bù dịch', 'Fluid started'], [60, 'recognised', ownGoal]),
    optional('fluid-done', ['Đủ 30 mL/kg', '30 mL/kg given'], [180, 'recognised', ssc]),
    optional('vasopressor', ['Thuốc vận mạch', 'Vasopressor'], [60, 'recognised', unconfirmed(ssc)]),
    optional('lactate-again', ['Đo lại lactat', 'Lactate again'], [120, 'lactate-taken', unconfirmed(ssc)]),
    optional('source-controlled', ['Kiểm soát ổ nhiễm', 'Source controlled'], [720, 'recognised', unconfirmed(ssc)]),
    optional('intubated', ['Đặt nội khí quản', 'Intubated']),
    optional('door-out', ['Rời viện', 'Door out']),
    optional('hub-door', ['Tới tuyến trên', 'Arrived at the hub']),
  ],
  windows: [
    {
      code: 'one-hour',
      label: { vi: 'gói 1 giờ', en: '1-hour bundle' },
      after: 'recognised',
      minutes: 60,
      alarmBeforeMinutes: 15,
      source: ssc,
    },
    {
      code: 'three-hours',
      label: { vi: 'gói 3 giờ', en: '3-hour bundle' },
      after: 'recognised',
      minutes: 180,
      alarmBeforeMinutes: 30,
      source: ssc,
    },
  ],
  needed: [
    { code: 'systolic', label: { vi: 'huyết áp', en: 'blood pressure' }, from: 'observation' },
    { code: 'respiratory-rate', label: { vi: 'nhịp thở', en: 'respiratory rate' }, from: 'observation' },
    { code: 'spo2', label: { vi: 'độ bão hòa oxy', en: 'oxygen saturation' }, from: 'observation' },
    { code: 'temperature', label: { vi: 'nhiệt độ', en: 'temperature' }, from: 'observation' },
    { code: 'lactate', label: { vi: 'lactat', en: 'lactate' }, from: 'item' },
    { code: 'infection-source', label: { vi: 'ổ nhiễm', en: 'source of infection' }, from: 'item' },
    { code: 'antimicrobial', label: { vi: 'giờ dùng kháng sinh', en: 'time of the antimicrobial' }, from: 'milestone' },
    { code: 'weight', label: { vi: 'cân nặng', en: 'weight' }, from: 'observation' },
    {
      code: 'dengue',
      label: { vi: 'câu hỏi về sốt xuất huyết Dengue', en: 'questions about dengue' },
      from: 'checklist',
    },
  ],
  items: sepsisItems,
  scores: [
    {
      code: 'news2',
      asked: 'first',
      from: same('respiratory-rate', 'spo2', 'supplemental-oxygen', 'systolic', 'heart-rate', 'temperature'),
    },
    { code: 'qsofa', asked: 'first', from: same('respiratory-rate', 'systolic', 'altered-mentation') },
    {
      code: 'sirs',
      asked: 'first',
      from: same('temperature', 'heart-rate', 'respiratory-rate', 'white-cells', 'paco2', 'band-cells'),
    },
    { code: 'qsofa-obstetric', asked: 'any-time', from: same('respiratory-rate', 'systolic', 'altered-mentation') },
    {
      code: 'meows',
      asked: 'any-time',
      from: same('temperature', 'systolic', 'diastolic', 'heart-rate', 'respiratory-rate', 'spo2'),
    },
    { code: 'gcs', asked: 'any-time' },
    { code: 'shock-index', asked: 'any-time', from: same('systolic', 'heart-rate') },
  ],
  checklists: [dengue],
  calculators: [{ code: 'sepsis-fluid', needsSecondPerson: false, from: same('weight', 'weight-basis') }],
  criteria: [
    {
      code: 'antimicrobial-time',
      label: { vi: 'Thời hạn kháng sinh', en: 'Time to antimicrobial' },
      rows: [
        {
          code: 'one-hour',
          label: {
            vi: 'Trong 1 giờ: sốc, hoặc nhiều khả năng nhiễm khuẩn huyết',
            en: 'Within 1 h: shock, or sepsis likely',
          },
          source: ssc,
          conditions: [
            {
              label: { vi: 'Sốc hoặc khả năng cao', en: 'Shock, or high probability' },
              is: {
                any: [
                  { value: 'shock', op: '=', to: 'yes' },
                  { value: 'probability', op: '=', to: 'likely' },
                ],
              },
            },
          ],
        },
        {
          code: 'three-hours',
          label: {
            vi: 'Trong 3 giờ: có thể nhiễm khuẩn huyết, không sốc',
            en: 'Within 3 h: sepsis possible, no shock',
          },
          source: ssc,
          conditions: [
            { label: { vi: 'Không sốc', en: 'No shock' }, is: { value: 'shock', op: '=', to: 'no' } },
            {
              label: { vi: 'Có thể nhiễm khuẩn huyết', en: 'Sepsis possible' },
              is: { value: 'probability', op: '=', to: 'possible' },
            },
          ],
        },
      ],
    },
    {
      code: 'septic-shock',
      label: { vi: 'Sốc nhiễm khuẩn', en: 'Septic shock' },
      rows: [
        {
          code: 'sepsis-3',
          label: { vi: 'Vận mạch và lactat >2 sau bù dịch', en: 'Vasopressor, and lactate >2 after fluid' },
          source: 'Sepsis-3, JAMA 2016;315:801–810',
          conditions: [
            { label: { vi: 'Cần vận mạch để MAP ≥65', en: 'Vasopressor for MAP ≥65' }, is: { passed: 'vasopressor' } },
            { label: { vi: 'Lactat >2 mmol/L', en: 'Lactate >2 mmol/L' }, is: { value: 'lactate', op: '>', to: 2 } },
            {
              label: { vi: 'Đã bù đủ dịch', en: 'Fluid was given' },
              is: { value: 'fluid-adequate', op: '=', to: 'yes' },
            },
          ],
        },
      ],
    },
  ],
  schedules: [
    {
      code: 'sepsis-watch',
      label: { vi: 'Theo dõi nhiễm khuẩn huyết', en: 'Watch in sepsis' },
      after: 'recognised',
      spans: [
        { everyMinutes: 30, forMinutes: 180 },
        { everyMinutes: 60, forMinutes: 540 },
      ],
      wants: ['systolic', 'diastolic', 'heart-rate', 'respiratory-rate', 'spo2', 'temperature'],
      also: { vi: 'Ý thức, nước tiểu, đầy mao mạch', en: 'Consciousness, urine, capillary refill' },
      source: ownGoal,
    },
    {
      code: 'lactate-series',
      label: { vi: 'Lactat mỗi 2 giờ đến khi giảm', en: 'Lactate every 2 h until it falls' },
      after: 'lactate-taken',
      spans: [{ everyMinutes: 120, forMinutes: 360 }],
      also: { vi: 'Đích giảm ≥10–20 % mỗi 2 giờ', en: 'Target: a fall of ≥10–20 % in 2 h' },
      source: unconfirmed(ssc),
    },
  ],
  bundles: sepsisBundles,
  alerts: sepsisAlerts,
  followUps: followUps(24, 72, 168, 720),
  intents: [
    { code: 'treat', label: { vi: 'Kháng sinh, dịch, vận mạch', en: 'Antimicrobial, fluid, vasopressor' } },
    { code: 'source', label: { vi: 'Tìm và xử lý ổ nhiễm', en: 'Find and control the source' } },
    { code: 'transfer', label: { vi: 'Có chuyển hồi sức không', en: 'Transfer to intensive care or not' } },
  ],
})
