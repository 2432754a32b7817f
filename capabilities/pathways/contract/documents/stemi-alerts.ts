import { unconfirmed } from '../unconfirmed.ts'
import { esc } from './stemi-form.ts'
import { above, alert, below, from, is, notYet, since } from './writing.ts'

/** What the page warns of in STEMI. */
export const stemiAlerts = [
  alert(
    'ecg-late',
    'act',
    ['Quá 10 phút chưa có điện tim', 'More than 10 min without an ECG'],
    [{ all: [since('first-medical-contact', 10), notYet('ecg')] }, esc],
  ),
  alert(
    'lysis-preferred',
    'act',
    [
      'Đến can thiệp >120 phút: tiêu sợi huyết trong 30 phút nếu không chống chỉ định',
      'PCI in more than 120 min: lysis within 30 min unless contraindicated',
    ],
    [{ all: [above('minutes-to-device', 120), notYet('needle')] }, esc],
  ),
  alert(
    'lysis-late',
    'act',
    ['Quá 30 phút từ khi vào viện, chưa tiêu sợi huyết', 'More than 30 min since the door without lysis'],
    [{ all: [above('minutes-to-device', 120), since('door', 30), notYet('needle')] }, esc],
  ),
  alert(
    'door-out-late',
    'act',
    [
      'Quá 30 phút từ khi vào viện, chưa rời viện đi can thiệp',
      'More than 30 min since the door, not yet on the way to PCI',
    ],
    [
      {
        all: [{ value: 'minutes-to-device', op: '<=', to: 120 }, since('door', 30), notYet('door-out')],
      },
      esc,
    ],
  ),
  alert(
    'device-late',
    'act',
    [
      'Quá 120 phút từ tiếp xúc y tế đầu, chưa mở thông động mạch',
      'More than 120 min since first contact without reperfusion',
    ],
    [{ all: [since('first-medical-contact', 120), notYet('device'), notYet('needle')] }, esc],
  ),
  alert(
    'ecg-after-lysis',
    'act',
    [
      'Đã 60 phút sau tiêu sợi huyết: ghi điện tim, ST giảm ≥50 % chưa',
      '60 min since lysis: ECG, has ST fallen by 50 %',
    ],
    [{ all: [{ minutesSince: 'needle', op: '>=', to: 60 }, notYet('ecg-after-lysis')] }, esc],
  ),
  alert(
    'rescue',
    'act',
    ['ST giảm <50 %: chuyển can thiệp cứu vãn ngay', 'ST fell by less than 50 %: rescue PCI now'],
    [{ all: [{ passed: 'needle' }, is('st-fell', 'no')] }, esc],
  ),
  alert(
    'shock',
    'act',
    [
      'HA tâm thu <90 mmHg: nghĩ đến sốc tim, ưu tiên chuyển can thiệp',
      'Systolic <90 mmHg: cardiogenic shock? PCI first',
    ],
    [below('systolic', 90), unconfirmed(esc)],
  ),
  alert(
    'pressure',
    'warn',
    ['HA >180/110: kiểm soát trước khi tiêu sợi huyết', 'BP >180/110: control it before lysis'],
    [{ all: [{ any: [above('systolic', 180), above('diastolic', 110)] }, notYet('needle')] }, unconfirmed(esc)],
  ),
  alert(
    'half-dose',
    'warn',
    ['Từ 75 tuổi: tenecteplase nửa liều', 'From 75 years: half the tenecteplase'],
    [from('age-years', 75), 'STREAM, N Engl J Med 2013;368:1379–1387'],
  ),
  alert('oxygen', 'warn', ['SpO₂ <90 %: thở oxy', 'SpO₂ <90 %: give oxygen'], [below('spo2', 90), unconfirmed(esc)]),
  alert(
    'right-ventricle',
    'warn',
    ['Nhồi máu thất phải: tránh nitrat, giữ tiền gánh', 'Right ventricular infarction: no nitrates, keep the preload'],
    [is('territory', 'right'), unconfirmed(esc)],
  ),
]
