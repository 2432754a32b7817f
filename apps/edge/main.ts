import { parseArgs } from 'node:util'
import { EdgeConfigError, readEdgeConfig } from './edge-config.ts'
import { enrol } from './enrol.ts'
import { HubRefused } from './send/hub.ts'
import { NotEnrolled, startEdge } from './start-edge.ts'

const usage = 'usage: npm run edge -- --config FILE [--enrol CODE [--hub URL]]'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

function flags() {
  try {
    const options = { config: { type: 'string' }, enrol: { type: 'string' }, hub: { type: 'string' } } as const
    return parseArgs({ options }).values
  } catch (error) {
    throw new EdgeConfigError([error instanceof Error ? error.message : '', usage])
  }
}

const refusals: Record<string, string> = {
  'edge-code-unknown': 'The code is wrong, was used, or is older than 24 hours. Ask for a new one.',
  'edge-clock-wrong': 'The clock of this machine is wrong. Set it and try again; the code is still good.',
}

async function main(): Promise<void> {
  const { config: path, enrol: code, hub } = flags()
  if (!path) throw new EdgeConfigError([`--config is missing; name the configuration file.`, usage])
  const config = readEdgeConfig(path)
  if (code) {
    const { url, caFile } = config.hub
    const facility = await enrol({ folder: config.folder, url: hub ?? url, caFile }, code)
    say(`let in for ${facility}; start it with: npm run edge -- --config ${path}`)
    return
  }
  const edge = await startEdge(config)
  say(`ready, receiving on port ${config.dicom.port}`)
  const end = () =>
    void edge.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}

try {
  await main()
} catch (error) {
  const isMistake = error instanceof EdgeConfigError || error instanceof NotEnrolled
  const said = error instanceof HubRefused ? (refusals[error.problem] ?? error.message) : null
  process.stderr.write(`${said ?? (error instanceof Error ? error.message : String(error))}\n`)
  process.exit(isMistake ? 2 : 1)
}
