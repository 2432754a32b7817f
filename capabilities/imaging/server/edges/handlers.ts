import { type Handler, handle, handleOutside } from '#platform/server/handler.ts'
import * as contract from '../../contract/edges.ts'
import * as priors from '../../contract/priors.ts'
import { beatEdge, type UrgentPatients } from './beat-edge.ts'
import { enrolEdge } from './enrol-edge.ts'
import { listEdges } from './list-edges.ts'
import { makeEdgeCode } from './make-edge-code.ts'
import { askPriors, listPriorRequests } from './priors.ts'
import { revokeEdge } from './revoke-edge.ts'

/** The endpoints around gateways; whose images are urgent is known by those above, who hand it in. */
export const edgeHandlers = (urgentPatients: UrgentPatients): Handler[] => [
  handle(contract.listEdges, listEdges),
  handle(contract.makeEdgeCode, makeEdgeCode),
  handle(contract.revokeEdge, revokeEdge),
  handle(priors.askPriors, askPriors),
  handle(priors.listPriorRequests, listPriorRequests),
  handleOutside(contract.enrolEdge, enrolEdge),
  handleOutside(contract.beatEdge, async (call, beat) => await beatEdge(call, beat, urgentPatients)),
]
