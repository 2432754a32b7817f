import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { PatientBrief } from '#capabilities/records/contract.ts'
import {
  identifiersOf,
  isTreatedAt,
  patientBriefs,
  patientsByIdentifier,
  patientsLike,
} from '#capabilities/records/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract/matching.ts'
import type { Candidate, PastMatch } from '../contract/matching.ts'
import { imagingPermissions } from '../contract.ts'
import { fitOf, isWorthShowing, rankOf, type Sent, wordsOfSentName, yearSent } from './patient-fit.ts'
import { findStudy, type StudyRow } from './study-row.ts'

const mostShown = 5

/** A waiting study of a facility at which the actor may say whose it is; 404 otherwise. */
export async function findWaiting(
  tx: Tx,
  actor: Actor,
  studyId: string,
): Promise<StudyRow & { facility_id: string; patient_id: null }> {
  const study = await findStudy(tx, { studyId })
  const { facility_id: facilityId, patient_id: patientId } = study
  if (patientId !== null || !facilityId) throw notFound()
  if (!holds(actor, imagingPermissions['study.match'], facilityId)) throw notFound()
  return { ...study, facility_id: facilityId, patient_id: null }
}

/** Patients of the sender's facility who may be the one meant, with why and why not, and what the study was matched to before. */
export async function getMatchingHelp(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.getMatchingHelp>,
): Promise<OutputOf<typeof contract.getMatchingHelp>> {
  const study = await findWaiting(tx, actor, input.studyId)
  const history = await historyOf(tx, study.id)
  const bearers = await patientsByIdentifier(tx, study.facility_id, study.sent_patient_id)
  const named = await patientsLike(tx, study.facility_id, {
    words: wordsOfSentName(study.sent_patient_name),
    birthYear: yearSent(study.sent_birth_date),
  })
  const sent = sentOf(study)
  const alike = named.filter((patient) => isWorthShowing(fitOf(sent, { patient, codes: [] })))
  const patients = new Map([...(await patientBriefs(tx, bearers)), ...alike.map((each) => [each.id, each] as const)])
  const candidates: Candidate[] = []
  for (const patient of patients.values()) candidates.push(await candidateOf(tx, study, patient, history))
  const shown = candidates
    .filter(({ fit }) => isWorthShowing(fit))
    .toSorted((one, other) => standing(other) - standing(one))
    .slice(0, mostShown)
  return { candidates: shown, history }
}

/** How one patient fits what was sent; the patient must be treated at the facility that sent it. */
export async function comparePatient(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.comparePatient>,
): Promise<Candidate> {
  const study = await findWaiting(tx, actor, input.studyId)
  noteAccess(tx, { patientId: input.patientId, purpose: 'match-study' })
  if (!(await isTreatedAt(tx, input.patientId, study.facility_id))) throw notFound()
  const patient = (await patientBriefs(tx, [input.patientId])).get(input.patientId)
  if (!patient) throw notFound()
  return await candidateOf(tx, study, patient, await historyOf(tx, study.id))
}

const sentOf = (study: StudyRow): Sent => ({
  name: study.sent_patient_name,
  birthDate: study.sent_birth_date,
  sex: study.sent_sex,
  code: study.sent_patient_id,
})

async function candidateOf(
  tx: Tx,
  study: StudyRow & { facility_id: string },
  patient: PatientBrief,
  history: readonly PastMatch[],
): Promise<Candidate> {
  const given = await identifiersOf(tx, patient.id)
  const codes = given.filter((each) => each.facilityId === study.facility_id).map((each) => each.value)
  const undone = history.find((each) => each.patient?.id === patient.id && each.undoneAt)
  return { patient, codes, fit: fitOf(sentOf(study), { patient, codes }), undoneAt: undone?.undoneAt ?? null }
}

// whoever the study was taken from stands last, however well the code fits
const standing = ({ fit, undoneAt }: Candidate): number => rankOf(fit) - (undoneAt ? 100 : 0)

/** What a study was matched to so far, the newest first; a patient whom the reader may not see is not named. */
async function historyOf(tx: Tx, studyId: string): Promise<PastMatch[]> {
  const rows = await tx
    .selectFrom('imaging.match')
    .selectAll()
    .where('study_id', '=', studyId)
    .orderBy('matched_at', 'desc')
    .execute()
  const patients = await patientBriefs(
    tx,
    rows.map((row) => row.patient_id),
  )
  const people = await personBriefs(
    tx,
    rows.flatMap((row) => [row.person_id, row.undone_by]),
  )
  return rows.map((row) => ({
    id: row.id as Id<'match'>,
    patient: patients.get(row.patient_id) ?? null,
    // the table's CHECK allows exactly these words
    matchedBy: row.matched_by as PastMatch['matchedBy'],
    person: (row.person_id && people.get(row.person_id)) || null,
    matchedAt: toInstant(row.matched_at),
    undoneAt: toInstantOrNull(row.undone_at),
    undoneBy: (row.undone_by && people.get(row.undone_by)) || null,
    undoneReason: row.undone_reason ?? '',
  }))
}
