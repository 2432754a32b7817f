import { personBriefs } from '#capabilities/identity/server/index.ts'
import { listStudies } from '#capabilities/imaging/contract.ts'
import { imagingHandlers } from '#capabilities/imaging/server/index.ts'
import { findPathway, milestonesOf } from '#capabilities/pathways/server/index.ts'
import { getPatient } from '#capabilities/records/contract.ts'
import { recordsHandlers } from '#capabilities/records/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstantOrNull } from '#platform/contract/instant.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract/transfer.ts'
import type { Transfer, TransferSummary } from '../contract/transfer.ts'
import { ask } from './ask-neighbour.ts'
import { personIn } from './consult-row.ts'
import { handoverOf } from './handover-row.ts'
import { issuedLetterOf } from './letter-row.ts'
import { findTransfer, type TransferRow, transferSummaries } from './transfer-row.ts'

/** One transfer with its handover at both ends, its clocks and its letter. */
export async function getTransfer(tx: Tx, actor: Actor, input: { transferId: string }): Promise<Transfer> {
  const row = await findTransfer(tx, input.transferId)
  const [summary] = await transferSummaries(tx, actor, [row])
  if (!summary) throw notFound()
  const sendable = summary.patient ? await sendableOf(tx, actor, row.patient_id as Id<'patient'>) : []
  await findTransfer(tx, row.id)
  const people = await personBriefs(tx, [row.received_by])
  return {
    ...summary,
    patientId: row.patient_id as Id<'patient'>,
    transport: row.transport,
    escortName: row.escort_name,
    escortTitle: row.escort_title,
    ambulanceAt: toInstantOrNull(row.ambulance_at),
    receivedBy: row.received_by ? personIn(people, row.received_by) : null,
    out: await handoverOf(tx, { transferId: row.id, side: 'out' }),
    in: await handoverOf(tx, { transferId: row.id, side: 'in' }),
    sendable,
    milestones: (await milestonesOf(tx, 'consult', [row.consult_id])).get(row.consult_id) ?? [],
    doorOut: await doorOutOf(tx, row),
    letter: await issuedLetterOf(tx, row),
  }
}

/** The target from door to door out that the pathway names. */
async function doorOutOf(tx: Tx, row: TransferRow): Promise<Transfer['doorOut']> {
  const pathway = await findPathway(tx, row.pathway, row.pathway_version)
  const within = pathway?.milestones.find((each) => each.code === 'door-out')?.within
  return within?.after === 'door' ? { minutes: within.minutes, source: within.source } : null
}

/** What can be named as sent along: the documents and studies of the record. */
async function sendableOf(tx: Tx, actor: Actor, patientId: Id<'patient'>): Promise<string[]> {
  const record = await ask({ tx, actor }, recordsHandlers, getPatient, { patientId })
  const studies = await ask({ tx, actor }, imagingHandlers({}), listStudies, { patientId })
  const titles = studies.map((study) => `${study.modality} ${study.description}`.trim())
  return [...record.documents.map((document) => document.title), ...titles]
}

/** The transfers of a case, or those of the caller's hospitals that are under way or ended in the last day. */
export async function listTransfers(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.listTransfers>,
): Promise<TransferSummary[]> {
  const mine = careFacilities(actor)
  const { consultId } = input
  if (!consultId && mine.length === 0) return []
  const dayAgo = new Date(actor.now.getTime() - 24 * 60 * 60 * 1000)
  const rows = await tx
    .selectFrom('consults.transfer')
    .selectAll()
    .$if(consultId !== undefined, (query) => query.where('consult_id', '=', consultId ?? ''))
    .$if(consultId === undefined, (query) =>
      query
        .where((on) => on.or([on('from_facility_id', 'in', mine), on('to_facility_id', 'in', mine)]))
        .where((on) =>
          on.or([on('status', 'in', ['requested', 'bed-confirmed', 'departed']), on('requested_at', '>', dayAgo)]),
        ),
    )
    .orderBy('requested_at', 'desc')
    .limit(50)
    .execute()
  return await transferSummaries(tx, actor, rows)
}
