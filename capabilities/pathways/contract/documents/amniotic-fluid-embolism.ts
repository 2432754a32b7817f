import { definePathway } from '../pathway-document.ts'
import { ownGoal, unconfirmed, withOwnMinutes } from '../unconfirmed.ts'
import { collapseBundles } from './amniotic-fluid-embolism-bundles.ts'
import {
  above,
  alert,
  below,
  between,
  callStations,
  choice,
  decisive,
  endStations,
  figure,
  followUps,
  freeText,
  is,
  notYet,
  observed,
  optional,
  same,
  since,
  typed,
  unlessNo,
  vitalSigns,
  yesNo,
} from './writing.ts'

const clark = 'Clark SL et al. Am J Obstet Gynecol 2016;215:408–412'
const arrest = 'AHA maternal cardiac arrest, Circulation 2015;132:1747–1773'

const isInArrest = is('cardiac-arrest', 'yes')
const isUndelivered = { all: [isInArrest, unlessNo('undelivered'), notYet('birth')] }

/** Amniotic fluid embolism: resuscitation with the uterus displaced, perimortem caesarean by 4 and birth by 5 minutes. Version 1. */
export const amnioticFluidEmbolism = definePathway({
  code: 'amniotic-fluid-embolism',
  version: 1,
  name: { vi: 'Tắc mạch ối', en: 'Amniotic fluid embolism' },
  specialty: 'obstetrics',
  source: `${clark}; ${arrest}`,
  milestones: [
    decisive('collapse', ['Trụy mạch', 'Collapse']),
    optional('cpr-started', ['Ép tim, đẩy tử cung sang trái', 'CPR, uterus to the left'], [1, 'collapse', ownGoal]),
    optional('perimortem-decision', ['Quyết định mổ lấy thai', 'Decision for caesarean'], [4, 'collapse', arrest]),
    decisive('birth', ['Lấy thai ra', 'Birth'], [5, 'collapse', arrest]),
    ...callStations('collapse', [5, 2, 5]),
    typed('transfusion-activated', ['Kích hoạt truyền máu', 'Transfusion activated'], [10, 'collapse', ownGoal]),
    ...endStations(10),
    optional('circulation-back', ['Có mạch lại', 'Circulation back']),
    optional('first-blood', ['Đơn vị máu đầu', 'First unit of blood']),
    optional('txa-given', ['Acid tranexamic', 'Tranexamic acid']),
    optional('echo', ['Siêu âm tim', 'Echocardiography']),
    optional('ecmo-contacted', ['Liên hệ ECMO', 'ECMO contacted']),
    optional('hysterectomy', ['Cắt tử cung', 'Hysterectomy']),
    optional('door-out', ['Rời viện', 'Door out']),
  ],
  windows: [
    {
      code: 'perimortem-birth',
      label: { vi: 'thời gian lấy thai khi ngừng tuần hoàn', en: 'time to birth in cardiac arrest' },
      after: 'collapse',
      minutes: 5,
      alarmBeforeMinutes: 2,
      source: arrest,
    },
    {
      code: 'txa',
      label: { vi: 'cửa sổ acid tranexamic', en: 'tranexamic acid window' },
      after: 'birth',
      minutes: 180,
      alarmBeforeMinutes: 30,
      source: 'WOMAN, Lancet 2017;389:2105–2116',
    },
  ],
  needed: [
    { code: 'collapse', label: { vi: 'giờ trụy mạch', en: 'time of the collapse' }, from: 'milestone' },
    { code: 'gestational-weeks', label: { vi: 'tuổi thai', en: 'gestational age' }, from: 'item' },
    {
      code: 'cardiac-arrest',
      label: { vi: 'có ngừng tuần hoàn không', en: 'whether in cardiac arrest' },
      from: 'item',
    },
    { code: 'undelivered', label: { vi: 'thai còn trong tử cung không', en: 'whether undelivered' }, from: 'item' },
    { code: 'systolic', label: { vi: 'huyết áp', en: 'blood pressure' }, from: 'observation' },
    { code: 'spo2', label: { vi: 'độ bão hòa oxy', en: 'oxygen saturation' }, from: 'observation' },
    { code: 'platelets', label: { vi: 'tiểu cầu', en: 'platelets' }, from: 'observation' },
    { code: 'fibrinogen', label: { vi: 'fibrinogen', en: 'fibrinogen level' }, from: 'item' },
    { code: 'blood-stock', label: { vi: 'máu có tại chỗ', en: 'blood at hand' }, from: 'item' },
  ],
  items: [
    ...vitalSigns,
    figure('gestational-weeks', ['Tuổi thai (tuần)', 'Gestational age (weeks)'], ['wk', 18, 44]),
    yesNo('cardiac-arrest', ['Ngừng tuần hoàn', 'Cardiac arrest']),
    yesNo('undelivered', ['Thai còn trong tử cung', 'Undelivered']),
    yesNo('respiratory-compromise', ['Khó thở, tím, SpO₂ <90 %', 'Dyspnoea, cyanosis, SpO₂ <90 %']),
    choice(
      'onset',
      ['Khởi phát', 'Onset'],
      [
        ['labour', 'Trong chuyển dạ', 'In labour'],
        ['after-placenta', 'Trong 30 phút sau sổ rau', 'Within 30 min after the placenta'],
        ['other', 'Thời điểm khác', 'At another time'],
      ],
    ),
    yesNo('fever-in-labour', ['Sốt ≥38 °C khi chuyển dạ', 'Fever ≥38 °C in labour']),
    choice(
      'right-ventricle',
      ['Thất phải trên siêu âm', 'Right ventricle on echo'],
      [
        ['normal', 'Bình thường', 'Normal'],
        ['failing', 'Giãn, suy', 'Dilated, failing'],
        ['not-seen', 'Chưa xem được', 'Not seen'],
      ],
    ),
    figure('measured-loss', ['Lượng máu mất đo được', 'Measured blood loss'], ['mL', 0, 20_000]),
    observed('platelets', ['Tiểu cầu', 'Platelets']),
    observed('inr', ['INR', 'INR'], 2),
    figure('fibrinogen', ['Fibrinogen', 'Fibrinogen level'], ['g/L', 0.1, 20, 2]),
    figure('ionised-calcium', ['Calci ion hóa', 'Ionised calcium'], ['mmol/L', 0.3, 3, 2]),
    freeText('blood-group', ['Nhóm máu', 'Blood group']),
    freeText('blood-stock', ['Máu và chế phẩm có tại chỗ', 'Blood and products at hand']),
    freeText('drugs-given', ['Thuốc đã dùng, kèm giờ', 'Drugs given, with times']),
  ],
  scores: [
    { code: 'clark-afe', asked: 'first' },
    { code: 'isth-dic-pregnancy', asked: 'first', from: same('platelets', 'fibrinogen') },
    { code: 'shock-index-obstetric', asked: 'any-time', from: same('heart-rate', 'systolic') },
    { code: 'gcs', asked: 'after-treatment' },
  ],
  calculators: [{ code: 'tranexamic-acid', needsSecondPerson: false, given: { indication: 'pph' } }],
  bundles: collapseBundles,
  alerts: [
    alert(
      'decide-now',
      'act',
      ['Ngừng tuần hoàn 3 phút: chuẩn bị mổ lấy thai tại giường', 'Arrest for 3 min: prepare caesarean at the bedside'],
      [{ all: [isUndelivered, between('collapse', 3, 5)] }, withOwnMinutes(arrest)],
    ),
    alert(
      'birth-overdue',
      'act',
      [
        'Quá 5 phút ngừng tuần hoàn, thai chưa ra: mổ ngay tại chỗ',
        'More than 5 min of arrest, undelivered: operate here and now',
      ],
      [{ all: [isUndelivered, since('collapse', 5)] }, arrest],
    ),
    alert(
      'dic',
      'act',
      ['Điểm DIC thai kỳ ≥3: DIC rõ', 'Pregnancy DIC score ≥3: overt DIC'],
      [{ score: 'isth-dic-pregnancy', op: '>=', to: 3 }, clark],
    ),
    alert(
      'clark-met',
      'warn',
      ['Đủ 4 tiêu chuẩn Clark', 'All 4 Clark criteria'],
      [{ score: 'clark-afe', op: '>=', to: 4 }, clark],
    ),
    alert(
      'fibrinogen-low',
      'act',
      ['Fibrinogen <2 g/L: bù fibrinogen', 'Fibrinogen <2 g/L: replace it'],
      [below('fibrinogen', 2), unconfirmed('RCOG Green-top Guideline 52')],
    ),
    alert(
      'right-ventricle',
      'warn',
      [
        'Suy thất phải: tránh quá tải dịch, noradrenalin, giãn mạch phổi hít, liên hệ ECMO',
        'Right ventricle fails: no fluid overload, noradrenaline, inhaled vasodilator, ECMO contact',
      ],
      [is('right-ventricle', 'failing'), 'SMFM Clinical Guideline 9, Am J Obstet Gynecol 2016;215:B16–B24'],
    ),
    alert(
      'loss',
      'act',
      ['Mất >1.500 mL: truyền máu khối lượng lớn', 'Loss >1,500 mL: massive transfusion'],
      [above('measured-loss', 1500), unconfirmed('RCOG Green-top Guideline 52')],
    ),
  ],
  followUps: followUps(24, 72, 168, 720),
  intents: [
    { code: 'guide', label: { vi: 'Hướng dẫn hồi sức tại chỗ', en: 'Guidance of resuscitation here' } },
    { code: 'ecmo', label: { vi: 'ECMO hoặc chuyển hồi sức', en: 'ECMO, or transfer to intensive care' } },
    { code: 'send-team', label: { vi: 'Cử kíp hoặc đưa máu đến', en: 'Send a team or blood' } },
  ],
})
