import { personBriefs } from '#capabilities/identity/server/index.ts'
import { facilityNames } from '#capabilities/network/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type { PatientRecord } from '../contract.ts'
import { accessOf, basisOf } from './access-of.ts'
import { holdFor } from './legal-hold.ts'
import { shownObservations } from './observation-row.ts'
import { patientBriefs } from './patient-row.ts'
import { type Shield, shieldFor } from './shield.ts'
import { stayOf } from './stay-row.ts'

/** A patient's record as far as the caller may see it, with how they may see it. */
export async function getPatient(tx: Tx, actor: Actor, input: { patientId: string }): Promise<PatientRecord> {
  const { patientId } = input
  const brief = (await patientBriefs(tx, [patientId])).get(patientId)
  if (!brief) throw notFound()
  const access = await accessOf(tx, actor, patientId)
  noteAccess(tx, { patientId, purpose: 'care', basis: basisOf(access) })
  const identifiers = await tx
    .selectFrom('records.patient_identifier')
    .select(['id', 'system', 'value', 'facility_id'])
    .where('patient_id', '=', patientId)
    .where('status', '=', 'active')
    .execute()
  const shield = await shieldFor(tx, patientId)
  return {
    ...brief,
    access,
    // the tables' CHECKs allow exactly the contract's words
    identifiers: identifiers.map((each) => ({
      id: each.id as Id<'identifier'>,
      system: each.system as PatientRecord['identifiers'][number]['system'],
      value: each.value,
      facilityId: each.facility_id as Id<'facility'>,
    })),
    encounter: await encounterOf(tx, actor, patientId),
    observations: await shownObservations(tx, patientId),
    notes: await notesOf(tx, patientId, shield),
    documents: await documentsOf(tx, patientId, shield),
    ...(await holdFor(tx, patientId)),
  }
}

/** The newest stay of a patient, or null. */
export async function encounterOf(tx: Tx, actor: Actor, patientId: string): Promise<PatientRecord['encounter']> {
  const row = await tx
    .selectFrom('records.encounter')
    .selectAll()
    .where('patient_id', '=', patientId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const names = await facilityNames(tx, [row.facility_id], actor.now)
  const shield = await shieldFor(tx, patientId)
  return {
    id: row.id as Id<'encounter'>,
    facilityId: row.facility_id as Id<'facility'>,
    facilityName: names.get(row.facility_id)?.name ?? '',
    ...stayOf(row, (text) => shield.text('encounter', row.id, text)),
    protection: shield.over('encounter', row.id),
  }
}

async function notesOf(tx: Tx, patientId: string, shield: Shield): Promise<PatientRecord['notes']> {
  const rows = await tx
    .selectFrom('records.note')
    .selectAll()
    .where('patient_id', '=', patientId)
    .orderBy('recorded_at', 'desc')
    .execute()
  const replaced = new Set(rows.map((row) => row.replaces_id))
  const authors = await personBriefs(
    tx,
    rows.map((row) => row.author_id),
  )
  return rows.flatMap((row) => {
    const author = authors.get(row.author_id)
    if (!author || replaced.has(row.id)) return []
    const kind = row.kind as PatientRecord['notes'][number]['kind']
    const text = shield.text('note', row.id, row.text)
    const note = { id: row.id as Id<'note'>, kind, text, author, recordedAt: toInstant(row.recorded_at) }
    return [{ ...note, protection: shield.over('note', row.id) }]
  })
}

async function documentsOf(tx: Tx, patientId: string, shield: Shield): Promise<PatientRecord['documents']> {
  const rows = await tx
    .selectFrom('records.document')
    .select(['id', 'kind', 'title', 'media_type', 'version', 'filed_at'])
    .where('patient_id', '=', patientId)
    .orderBy('filed_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id as Id<'document'>,
    kind: row.kind,
    title: shield.text('document', row.id, row.title),
    mediaType: row.media_type,
    version: row.version,
    filedAt: toInstant(row.filed_at),
    protection: shield.over('document', row.id),
  }))
}
