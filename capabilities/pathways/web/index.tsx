export { PathwaysPanel } from './pathways-panel.tsx'
export { pathwaysQuery } from './queries.ts'
