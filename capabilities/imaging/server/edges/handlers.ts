import { type Handler, handle, handleOutside } from '#platform/server/handler.ts'
import * as contract from '../../contract/edges.ts'
import { beatEdge, type UrgentPatients } from './beat-edge.ts'
import { enrolEdge } from './enrol-edge.ts'
import { listEdges } from './list-edges.ts'
import { makeEdgeCode } from './make-edge-code.ts'
import { revokeEdge } from './revoke-edge.ts'

/** The endpoints around gateways; whose images are urgent is known by those above, who hand it in. */
export const edgeHandlers = (urgentPatients: UrgentPatients): Handler[] => [
  handle(contract.listEdges, listEdges),
  handle(contract.makeEdgeCode, makeEdgeCode),
  handle(contract.revokeEdge, revokeEdge),
  handleOutside(contract.enrolEdge, enrolEdge),
  handleOutside(contract.beatEdge, async (call, beat) => await beatEdge(call, beat, urgentPatients)),
]
