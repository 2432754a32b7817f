export { FacilityPage } from './facility-page.tsx'
export { NetworkPage } from './network-page.tsx'
export { facilitySearchQuery, networkQuery } from './queries.ts'
