import { type Handler, handle } from '#platform/server/handler.ts'
import * as contract from '../contract.ts'
import { approvePathway } from './approve-pathway.ts'
import { getPathway } from './get-pathway.ts'
import { listPathways } from './list-pathways.ts'

/** The endpoints of pathways. */
export const pathwaysHandlers: Handler[] = [
  handle(contract.listPathways, listPathways),
  handle(contract.getPathway, getPathway),
  handle(contract.approvePathway, approvePathway),
]

export { endRun, milestonesOf, passMilestone, retractMilestone, startRun, typeMilestone } from './milestones.ts'
export { findPathway, isApproved, shippedPathways } from './pathway-row.ts'
export { noteImages, reactToImages } from './react-to-images.ts'
