export { FacilityPage } from './facility-page.tsx'
export { NetworkPage } from './network-page.tsx'
export { facilitySearchQuery } from './queries.ts'
export { useSpecialties } from './use-specialties.ts'
