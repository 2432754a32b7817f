import { type Handler, handle, handleOutside } from '#platform/server/handler.ts'
import * as contract from '../../contract/edges.ts'
import { beatEdge } from './beat-edge.ts'
import { enrolEdge } from './enrol-edge.ts'
import { listEdges } from './list-edges.ts'
import { makeEdgeCode } from './make-edge-code.ts'
import { revokeEdge } from './revoke-edge.ts'

/** The endpoints around gateways. */
export const edgeHandlers: readonly Handler[] = [
  handle(contract.listEdges, listEdges),
  handle(contract.makeEdgeCode, makeEdgeCode),
  handle(contract.revokeEdge, revokeEdge),
  handleOutside(contract.enrolEdge, enrolEdge),
  handleOutside(contract.beatEdge, beatEdge),
]
