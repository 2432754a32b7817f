import { type Handler, handle } from '#platform/server/handler.ts'
import * as runs from '../contract/run-endpoints.ts'
import * as warnings from '../contract/warnings.ts'
import * as contract from '../contract.ts'
import { acknowledgeCorrection } from './acknowledge-correction.ts'
import { acknowledgeWarning } from './acknowledge-warning.ts'
import { approvePathway } from './approve-pathway.ts'
import { calculateDose } from './calculate-dose.ts'
import { checkDose } from './check-dose.ts'
import { doTask } from './do-task.ts'
import { approveScore, listEarlyWarningScores } from './early-warning-scores.ts'
import { getEarlyWarning } from './get-early-warning.ts'
import { getPathway } from './get-pathway.ts'
import { getRun } from './get-run.ts'
import { listDueTasks } from './list-due-tasks.ts'
import { listPathways } from './list-pathways.ts'
import { listWarnings } from './list-warnings.ts'
import { recordScore } from './record-score.ts'
import { writeEntries } from './write-entries.ts'

/** The endpoints of pathways. */
export const pathwaysHandlers: Handler[] = [
  handle(contract.listPathways, listPathways),
  handle(contract.getPathway, getPathway),
  handle(contract.approvePathway, approvePathway),
  handle(runs.getRun, getRun),
  handle(runs.writeEntries, writeEntries),
  handle(runs.recordScore, recordScore),
  handle(runs.calculateDose, calculateDose),
  handle(runs.checkDose, checkDose),
  handle(runs.doTask, doTask),
  handle(runs.acknowledgeCorrection, acknowledgeCorrection),
  handle(warnings.listWarnings, listWarnings),
  handle(warnings.getEarlyWarning, getEarlyWarning),
  handle(warnings.acknowledgeWarning, acknowledgeWarning),
  handle(warnings.listDueTasks, listDueTasks),
  handle(warnings.listEarlyWarningScores, listEarlyWarningScores),
  handle(warnings.approveScore, approveScore),
]

export { answeredIn } from './answered-in.ts'
export { correctionsSince } from './corrections.ts'
export { endRun, milestonesOf, passMilestone, retractMilestone, startRun, typeMilestone } from './milestones.ts'
export { reactToReadings } from './note-early-warning.ts'
export { findPathway, isApproved, shippedPathways } from './pathway-row.ts'
export { noteImages } from './react-to-images.ts'
export { reactToImages } from './react-to-studies.ts'
export { reactToValues } from './react-to-values.ts'
export { tellWhoAdvises } from './who-advises.ts'
