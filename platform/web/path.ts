/** The addresses of the pages; the only place where they are written. No patient data in them, ids only. */
export const path = {
  desk: () => '/',
  ask: () => '/ask',
  askPlanned: () => '/ask/planned',
  secondOpinion: (consultId: string) => `/consults/${consultId}/second-opinion`,
  board: () => '/board',
  consult: (consultId: string) => `/consults/${consultId}`,
  consults: () => '/consults',
  transfer: (transferId: string) => `/transfers/${transferId}`,
  timeline: (consultId: string) => `/consults/${consultId}/timeline`,
  room: (consultId: string) => `/consults/${consultId}/room`,
  images: (patientId: string) => `/patients/${patientId}/images`,
  patients: () => '/patients',
  patient: (patientId: string) => `/patients/${patientId}`,
  network: () => '/network',
  facility: (facilityId: string) => `/network/${facilityId}`,
  admin: () => '/admin',
} as const
