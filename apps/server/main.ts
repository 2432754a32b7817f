import { readConfigOrExit } from '#platform/server/config.ts'
import { startServer } from './start-server.ts'

const server = await startServer(readConfigOrExit(process.env))

const end = () =>
  void server.close().then(
    () => process.exit(0),
    () => process.exit(1),
  )
process.once('SIGTERM', end)
process.once('SIGINT', end)
