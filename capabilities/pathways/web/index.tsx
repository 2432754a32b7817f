export { CasePathway } from './case-pathway-lazy.tsx'
export { PathwaysPanel } from './pathways-panel.tsx'
export { PrintableTimeline } from './printable-timeline.tsx'
export { pathwaysQuery } from './queries.ts'
