/** The guideline of the American Heart Association from which most constants are taken. */
export const aha2026 = 'AHA/ASA 2026, Stroke 2026;57:e316–e436'

/** The guideline of the Vietnamese Ministry of Health. */
export const moh3312 = 'QĐ 3312/QĐ-BYT 05/11/2024'

/** The targets of telestroke. */
export const telestroke = 'AHA Telemedicine Quality and Outcomes in Stroke, 2016'

/** A goal that we set ourselves, to be confirmed by the clinicians of the facility. */
export const ownGoal = 'Tuyến'
