import { unconfirmed } from '../../unconfirmed.ts'

/** The guideline of the American Heart Association from which most constants are taken. */
export const aha2026 = 'AHA/ASA 2026, Stroke 2026;57:e316–e436'

/** The guideline before it: treatment does not wait for tests that nobody has a reason to doubt. */
export const aha2019 = 'AHA/ASA 2019, Stroke 2019;50:e344–e418'

/** The guideline of haemorrhagic stroke. */
export const ahaHaemorrhage = 'AHA/ASA 2022, Stroke 2022;53:e282–e361'

/** The guideline of the Vietnamese Ministry of Health. */
export const moh3312 = 'QĐ 3312/QĐ-BYT 05/11/2024'

/** The targets of telestroke. */
export const telestroke = unconfirmed('AHA Telemedicine Quality and Outcomes in Stroke, 2016')

/** The trial in which imaging by DWI and FLAIR stood for an onset that nobody saw. */
export const wakeUpTrial = 'WAKE-UP, N Engl J Med 2018;379:611–622'

/** The trial in which perfusion was counted until nine hours, in wake-up stroke from the midpoint of sleep. */
export const extendTrial = 'EXTEND, N Engl J Med 2019;380:1795–1803'
