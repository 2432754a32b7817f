import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { passMilestone } from './milestones.ts'
import { answersAs, type OpenRun, openRunOf } from './run-row.ts'

type Arrival = { studyId: string; patientId: string; modality: string; startedAt: string | null; arrivedAt: string }

const priorMs = 24 * 60 * 60 * 1000

/** Images taken more than a day before they came, or after it, are priors or bear a wrong clock: no station of this case. */
const isOfThisCase = (takenAt: Date, arrivedAt: Date): boolean =>
  takenAt <= arrivedAt && arrivedAt.getTime() - takenAt.getTime() < priorMs

const runsOf = async (tx: Tx, patientId: string): Promise<OpenRun[]> => {
  const rows = await tx
    .selectFrom('pathways.run')
    .selectAll()
    .where('patient_id', '=', patientId)
    .where('ended_at', 'is', null)
    .execute()
  const runs: OpenRun[] = []
  for (const row of rows) runs.push(await openRunOf(tx, row))
  return runs
}

const stationIn = ({ document }: OpenRun, code: string) => document.milestones.find((each) => each.code === code)

/** An arrival of images becomes two stations of every pathway that runs for the patient: taken, and arrived. */
export async function noteImages(tx: Tx, actor: Actor, arrival: Arrival): Promise<void> {
  const source = `study/${arrival.studyId}`
  const arrivedAt = new Date(arrival.arrivedAt)
  const takenAt = arrival.startedAt ? new Date(arrival.startedAt) : null
  const isPrior = takenAt !== null && !isOfThisCase(takenAt, arrivedAt)
  for (const run of await runsOf(tx, arrival.patientId)) {
    // where one kind of image is waited for, neither another kind nor an old one is what was waited for
    const isWanted = (code: string) => {
      const wanted = stationIn(run, code)?.modalities ?? null
      return wanted === null || (wanted.includes(arrival.modality) && !isPrior)
    }
    if (takenAt && !isPrior && isWanted('image-taken')) {
      await passMilestone(tx, actor, run, { code: 'image-taken', occurredAt: takenAt, source })
    }
    if (isWanted('images-arrived')) {
      await passMilestone(tx, actor, run, { code: 'images-arrived', occurredAt: arrivedAt, source })
    }
  }
}

type Opened = { patientId: string; studyId: string; modality: string }

/** Somebody who advises from elsewhere has opened images: a station of the pathways that name it. */
export async function noteOpened(tx: Tx, actor: Actor, opened: Opened): Promise<void> {
  for (const run of await runsOf(tx, opened.patientId)) {
    const station = stationIn(run, 'images-opened')
    if ((await answersAs(tx, actor, run)) === 'treating') continue
    if (!station || (station.modalities && !station.modalities.includes(opened.modality))) continue
    const source = `study/${opened.studyId}`
    await passMilestone(tx, actor, run, { code: 'images-opened', occurredAt: actor.now, source })
  }
}
