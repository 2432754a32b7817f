export { pathwaysQuery } from './queries.ts'
