// A gateway as its unit starts it, with a clock that may be wrong: node e2e/edge-process.ts CONFIG [AHEAD_MS]

import { readEdgeConfig } from '../apps/edge/edge-config.ts'
import { startEdge } from '../apps/edge/start-edge.ts'

const [config = '', ahead = '0'] = process.argv.slice(2)
const edge = await startEdge(readEdgeConfig(config), () => Date.now() + Number(ahead))

process.once('SIGTERM', () => void edge.close().then(() => process.exit(0)))
