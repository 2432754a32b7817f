import { openDicom } from '../../pixels/index.ts'
import { readReport, reporterOnly } from './read-report.ts'
import { makerOnly, readSegmentation } from './read-segmentation.ts'
import { segmentationClass } from './result-classes.ts'
import { type OpenedResult, Refused } from './result-content.ts'

const nothing = new Uint8Array(0)

/** Reads a segmentation or a report that a stranger made; what cannot be shown is named, with who made it. */
export function openResult(file: Uint8Array): OpenedResult {
  const object = openDicom(file)
  const isSegmentation = object.sopClass === segmentationClass
  try {
    if (isSegmentation) return { kind: 'segmentation', problem: null, ...readSegmentation(object) }
    return { kind: 'report', problem: null, content: readReport(object), masks: nothing }
  } catch (error) {
    const problem = error instanceof Refused ? error.problem : 'unreadable'
    if (isSegmentation) return { kind: 'segmentation', problem, content: makerOnly(object), masks: nothing }
    return { kind: 'report', problem, content: reporterOnly(object), masks: nothing }
  }
}
