import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { passMilestone } from './milestones.ts'
import { endOf, type OpenRun, openRunOf } from './run-row.ts'

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

type Images = Pick<Arrival, 'modality' | 'startedAt' | 'arrivedAt'>

/** True for images that were taken before this case, or bear a wrong clock; of those that say no time nobody knows. */
const arePrior = ({ startedAt, arrivedAt }: Images): boolean =>
  startedAt !== null && !isOfThisCase(new Date(startedAt), new Date(arrivedAt))

/** Where one kind of image is waited for, neither another kind nor an old one is what was waited for. */
function isWanted({ document }: OpenRun, code: string, images: Images): boolean {
  const wanted = document.milestones.find((each) => each.code === code)?.modalities ?? null
  return wanted === null || (wanted.includes(images.modality) && !arePrior(images))
}

/** An arrival of images becomes two stations of every pathway that runs for the patient: taken, and arrived. */
export async function noteImages(tx: Tx, actor: Actor, arrival: Arrival): Promise<void> {
  const source = `study/${arrival.studyId}`
  const arrivedAt = new Date(arrival.arrivedAt)
  const takenAt = arrival.startedAt !== null && !arePrior(arrival) ? new Date(arrival.startedAt) : null
  for (const run of await runsOf(tx, arrival.patientId)) {
    if (takenAt && isWanted(run, 'image-taken', arrival)) {
      await passMilestone(tx, actor, run, { code: 'image-taken', occurredAt: takenAt, source })
    }
    if (isWanted(run, 'images-arrived', arrival)) {
      await passMilestone(tx, actor, run, { code: 'images-arrived', occurredAt: arrivedAt, source })
    }
  }
}

/** Somebody who advises from elsewhere has opened images: a station of the pathways that name it. */
export async function noteOpened(tx: Tx, actor: Actor, opened: Arrival): Promise<void> {
  const source = `study/${opened.studyId}`
  for (const run of await runsOf(tx, opened.patientId)) {
    const hasStation = run.document.milestones.some((each) => each.code === 'images-opened')
    if (!hasStation || !isWanted(run, 'images-opened', opened)) continue
    // who is rung and has not come yet looks from elsewhere too; a third hospital that treats the patient advises nobody
    if ((await endOf(tx, actor, run)) === 'treating') continue
    await passMilestone(tx, actor, run, { code: 'images-opened', occurredAt: actor.now, source })
  }
}
