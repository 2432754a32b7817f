import { definePathway } from '../pathway-document.ts'
import { ownGoal, unconfirmed } from '../unconfirmed.ts'
import { stemiAlerts } from './stemi-alerts.ts'
import { stemiBundles } from './stemi-bundles.ts'
import { againstLysis, esc, reperfusion, stemiCriteria, stemiItems } from './stemi-form.ts'
import { callStations, decisive, endStations, followUps, optional, same, typed } from './writing.ts'

const weighed = same('weight', 'weight-basis')

/** ST-elevation infarction: ECG in 10 minutes, PCI within 120 or lysis within 30 minutes, then on to the centre. Version 1. */
export const stemi = definePathway({
  code: 'stemi',
  version: 1,
  name: { vi: 'Nhồi máu cơ tim ST chênh lên', en: 'STEMI' },
  specialty: 'cardiology',
  source: esc,
  milestones: [
    decisive('symptom-onset', ['Khởi phát đau ngực', 'Onset of pain']),
    decisive('first-medical-contact', ['Tiếp xúc y tế đầu', 'First medical contact']),
    typed('door', ['Vào viện', 'Door']),
    typed('ecg', ['Điện tim 12 chuyển đạo', '12-lead ECG'], [10, 'first-medical-contact', esc]),
    ...callStations('ecg', [10, 5, 5]),
    ...endStations(10),
    { ...optional('needle', ['Tiêu sợi huyết', 'Needle'], [30, 'door', esc]), isDecisive: true },
    optional('transfer-requested', ['Đề nghị chuyển', 'Transfer requested']),
    optional('door-out', ['Rời viện', 'Door out'], [30, 'door', esc]),
    optional('hub-door', ['Tới trung tâm can thiệp', 'Arrived at the PCI centre']),
    optional('device', ['Mở thông động mạch', 'Device'], [120, 'first-medical-contact', esc]),
    optional('ecg-after-lysis', ['Điện tim sau tiêu sợi huyết', 'ECG after lysis'], [90, 'needle', esc]),
    optional('angiography', ['Chụp mạch vành', 'Angiography'], [1440, 'needle', esc]),
    optional('shock', ['Sốc tim', 'Cardiogenic shock']),
    optional('arrest', ['Ngừng tuần hoàn', 'Cardiac arrest']),
  ],
  windows: [
    {
      code: 'primary-pci',
      label: { vi: 'thời gian đến can thiệp mạch vành', en: 'time to primary PCI' },
      after: 'first-medical-contact',
      minutes: 120,
      alarmBeforeMinutes: 30,
      source: esc,
    },
    {
      code: 'door-in-door-out',
      label: { vi: 'thời gian vào – rời viện', en: 'door in, door out' },
      after: 'door',
      minutes: 30,
      alarmBeforeMinutes: 10,
      source: esc,
    },
    {
      code: 'reperfusion',
      label: { vi: 'cửa sổ tái tưới máu', en: 'reperfusion window' },
      after: 'symptom-onset',
      minutes: 720,
      alarmBeforeMinutes: 60,
      source: unconfirmed(reperfusion),
    },
  ],
  needed: [
    {
      code: 'ecg',
      label: { vi: 'điện tim 12 chuyển đạo (tệp hoặc ảnh)', en: '12-lead ECG, file or photo' },
      from: 'milestone',
    },
    { code: 'ecg-finding', label: { vi: 'hình ảnh điện tim', en: 'what the ECG shows' }, from: 'item' },
    { code: 'symptom-onset', label: { vi: 'giờ khởi phát', en: 'onset' }, from: 'milestone' },
    { code: 'systolic', label: { vi: 'huyết áp', en: 'blood pressure' }, from: 'observation' },
    { code: 'against-lysis', label: { vi: 'nguy cơ chảy máu', en: 'bleeding risks' }, from: 'checklist' },
    {
      code: 'minutes-to-device',
      label: { vi: 'thời gian dự kiến đến can thiệp', en: 'expected time to PCI' },
      from: 'item',
    },
    { code: 'weight', label: { vi: 'cân nặng', en: 'weight' }, from: 'observation' },
    { code: 'age-years', label: { vi: 'tuổi', en: 'age' }, from: 'item' },
  ],
  items: stemiItems,
  scores: [
    { code: 'shock-index', asked: 'any-time', from: same('systolic', 'heart-rate') },
    {
      code: 'news2',
      asked: 'any-time',
      from: same('respiratory-rate', 'spo2', 'systolic', 'heart-rate', 'temperature'),
    },
  ],
  checklists: [againstLysis],
  calculators: [
    {
      code: 'tenecteplase-stemi',
      from: { ...weighed, 'age-years': 'age-years' },
      checklists: ['against-lysis'],
    },
    { code: 'alteplase-stemi', from: weighed, checklists: ['against-lysis'] },
    { code: 'stemi-adjuncts', from: { ...weighed, 'age-years': 'age-years' } },
  ],
  criteria: stemiCriteria,
  schedules: [
    {
      code: 'after-lysis',
      label: { vi: 'Theo dõi sau tiêu sợi huyết', en: 'Observation after lysis' },
      after: 'needle',
      spans: [
        { everyMinutes: 15, forMinutes: 120 },
        { everyMinutes: 30, forMinutes: 240 },
      ],
      wants: ['systolic', 'diastolic', 'heart-rate', 'spo2'],
      also: { vi: 'Đau ngực, chảy máu, ý thức', en: 'Chest pain, bleeding, consciousness' },
      source: ownGoal,
    },
    {
      code: 'ecg-again',
      label: { vi: 'Điện tim lại sau 60 và 90 phút', en: 'ECG again at 60 and 90 min' },
      after: 'needle',
      spans: [
        { everyMinutes: 60, forMinutes: 60 },
        { everyMinutes: 30, forMinutes: 30 },
      ],
      also: { vi: 'ST giảm từ 50 % chưa', en: 'Has ST fallen by 50 % or more' },
      source: esc,
    },
  ],
  bundles: stemiBundles,
  alerts: stemiAlerts,
  followUps: followUps(24, 72, 168, 720),
  intents: [
    { code: 'read-ecg', label: { vi: 'Đọc điện tim', en: 'Reading of the ECG' } },
    { code: 'lysis', label: { vi: 'Tiêu sợi huyết hay chuyển can thiệp', en: 'Lysis, or transfer for PCI' } },
    { code: 'shock', label: { vi: 'Xử trí sốc tim, rối loạn nhịp', en: 'Shock or arrhythmia' } },
  ],
})
