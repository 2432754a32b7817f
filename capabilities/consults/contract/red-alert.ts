import { z } from 'zod'

export const redAlertKind = z.enum(['obstetric', 'trauma', 'cardiac'])

/** A kind of inter-hospital red alert (báo động đỏ liên viện). */
export type RedAlertKind = z.output<typeof redAlertKind>

type Bilingual = { vi: string; en: string }

/** One kind of red alert: the pathways with which it goes, and who besides their specialty is called at once. */
export type RedAlert = {
  kind: RedAlertKind
  /** The pathways with which it goes. */
  pathways: readonly string[]
  name: Bilingual
  roles: readonly { role: string; label: Bilingual; specialty: string; capability?: string }[]
}

/** The red alerts that ship. Who is called: domain practice of amniotic fluid embolism, haemorrhage and ruptured heart. */
export const redAlerts: readonly RedAlert[] = [
  {
    kind: 'obstetric',
    pathways: ['pph', 'amniotic-fluid-embolism', 'pre-eclampsia'],
    name: { vi: 'Báo động đỏ sản khoa', en: 'Obstetric red alert' },
    roles: [
      { role: 'anaesthetist', label: { vi: 'Gây mê hồi sức', en: 'Anaesthetist' }, specialty: 'anaesthesia' },
      { role: 'haematologist', label: { vi: 'Huyết học', en: 'Haematologist' }, specialty: 'haematology' },
    ],
  },
  {
    kind: 'trauma',
    pathways: ['trauma-bleeding'],
    name: { vi: 'Báo động đỏ chấn thương', en: 'Trauma red alert' },
    roles: [
      {
        role: 'cardiac-surgeon',
        label: { vi: 'Phẫu thuật tim', en: 'Cardiac surgeon' },
        specialty: 'cardiac-surgery',
        capability: 'cardiac-surgery',
      },
      { role: 'anaesthetist', label: { vi: 'Gây mê hồi sức', en: 'Anaesthetist' }, specialty: 'anaesthesia' },
      { role: 'blood-bank', label: { vi: 'Ngân hàng máu', en: 'Blood bank' }, specialty: 'blood-bank' },
    ],
  },
  {
    kind: 'cardiac',
    pathways: ['stemi'],
    name: { vi: 'Báo động đỏ tim mạch', en: 'Cardiac red alert' },
    roles: [
      { role: 'anaesthetist', label: { vi: 'Gây mê hồi sức', en: 'Anaesthetist' }, specialty: 'anaesthesia' },
      { role: 'cardiac-surgeon', label: { vi: 'Phẫu thuật tim', en: 'Cardiac surgeon' }, specialty: 'cardiac-surgery' },
    ],
  },
]
