export { lookForImages } from './look-for-images.ts'
export { type Arrival, modalitiesOf, recentArrivals } from './recent-arrivals.ts'
