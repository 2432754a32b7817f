import { setPriority } from 'node:os'
import { readConfigOrExit } from '#platform/server/config.ts'
import { startWorker } from './start-worker.ts'

// work that can wait must not keep an emergency waiting where both share a processor
setPriority(5)

const worker = await startWorker(readConfigOrExit(process.env))

const end = () =>
  void worker.close().then(
    () => process.exit(0),
    () => process.exit(1),
  )
process.once('SIGTERM', end)
process.once('SIGINT', end)
