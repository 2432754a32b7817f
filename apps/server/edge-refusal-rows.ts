import { newId } from '#platform/server/new-id.ts'
import { type Ids, type Row, refused } from './refusal-rows.ts'

/** The rows around gateways: those of people, and those that gateways call and prove by a signature. */
export const edgeRows = (ids: Ids): Record<string, Row> => ({
  'list-edges': refused(() => ({ facilityId: ids.facilityId })),
  'make-edge-code': refused(() => ({ facilityId: ids.facilityId, label: 'X' })),
  'revoke-edge': refused(() => ({ facilityId: ids.facilityId, edgeId: newId() })),
  'enrol-edge': {
    input: () => ({ code: 'AAAA-BBBB-CCCC-DDDD', publicKey: 'A'.repeat(43), version: 'x' }),
    foreign: 'refused',
    anyone: true,
  },
  'beat-edge': {
    input: () => ({
      ...{ version: 'x', deviceAt: new Date().toISOString(), spoolBytes: 0, freeBytes: 0, waitingCount: 0 },
      ...{ heldCount: 0, oldestWaitingAt: null, aets: [], studies: [] },
    }),
    foreign: 'refused',
    anyone: true,
  },
})
