import { chaseOutcomes, fileMinutes, fileMinutesJob } from '#capabilities/consults/server/index.ts'
import {
  lookForImages,
  matchWaiting,
  openTeachingDesk,
  recentArrivals,
  workOnMarks,
  workOnTeaching,
} from '#capabilities/imaging/server/index.ts'
import { noteImages } from '#capabilities/pathways/server/index.ts'
import { systemActor } from '#platform/server/actor.ts'
import { alignedClock } from '#platform/server/aligned-clock.ts'
import { PostgresAnnouncer } from '#platform/server/announcer.ts'
import { sealAudit } from '#platform/server/audit-seal.ts'
import { clearAnswers } from '#platform/server/clear-answers.ts'
import type { Clock } from '#platform/server/clock.ts'
import type { Config } from '#platform/server/config.ts'
import { openDatabase } from '#platform/server/db.ts'
import { every } from '#platform/server/every.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import { Jobs } from '#platform/server/jobs.ts'
import { createLog } from '#platform/server/log.ts'
import { startReactions } from '../server/capabilities.ts'
import { orthancOf } from '../server/start-imaging.ts'
import { startImages, workOnRemovals } from './start-images.ts'
import { startNotices } from './start-notices.ts'
import { startRinging } from './start-ringing.ts'

const sealMs = 1000
const chaseMs = 60 * 1000
const clearMs = 60 * 60 * 1000

/** A running worker, and how to end it. */
export type RunningWorker = { house: House; close(): Promise<void> }

/** Starts the worker: due rungs of ladders, the sealer of the audit trail, jobs, old answers. */
export async function startWorker(config: Config, given?: Clock): Promise<RunningWorker> {
  const log = createLog('worker')
  const { db, pool } = openDatabase(config.DATABASE_URL, 6)
  const aligned = await alignedClock(db, log, given)
  const { clock } = aligned
  const announcer = new PostgresAnnouncer(config.DATABASE_URL, log)
  await announcer.start(() => undefined)
  const jobs = new Jobs(config.DATABASE_URL, log, true)
  await jobs.boss.start()
  const house: House = { db, clock, jobs, live: announcer, log }
  startReactions()
  await jobs.work(fileMinutesJob, async (wanted) => await fileMinutes(house, wanted))
  await jobs.work(lookForImages, async ({ patientId }) => {
    const actor = systemActor('look-for-images', clock.now())
    await inTransaction(house, actor, async (tx) => {
      await matchWaiting(tx, actor, patientId)
      for (const arrival of await recentArrivals(tx, actor, patientId)) await noteImages(tx, actor, arrival)
    })
  })
  const orthanc = orthancOf(config)
  if (orthanc) await workOnMarks(house, orthanc)
  if (orthanc) await workOnTeaching(house, orthanc, await openTeachingDesk(config.DATA_DIR))
  if (orthanc) await workOnRemovals(house, config, orthanc)
  const stops = [
    startRinging(house, config, announcer),
    startNotices(house, config),
    ...(orthanc ? [startImages(house, config, orthanc)] : []),
    aligned.stop,
    every(chaseMs, log, 'chase-outcomes', async () => {
      const actor = systemActor('chase-outcomes', clock.now())
      await inTransaction(house, actor, async (tx) => void (await chaseOutcomes(tx, actor)))
    }).stop,
    every(sealMs, log, 'seal-audit', async () => await sealAudit(db, config)).stop,
    every(clearMs, log, 'clear-answers', async () => await clearAnswers(db, clock.now())).stop,
  ]
  const close = async () => {
    await Promise.all(stops.map(async (stop) => await stop()))
    await jobs.boss.stop({ graceful: false, close: true })
    await orthanc?.close()
    await announcer.close()
    await db.destroy()
    await pool.end().catch(() => undefined)
  }
  return { house, close }
}
