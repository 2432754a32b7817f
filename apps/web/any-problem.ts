import type * as attachment from '#capabilities/consults/contract/attachment.ts'
import type * as followUp from '#capabilities/consults/contract/follow-up.ts'
import type * as ladder from '#capabilities/consults/contract/ladder.ts'
import type * as letter from '#capabilities/consults/contract/letter.ts'
import type * as minutes from '#capabilities/consults/contract/minutes.ts'
import type * as modes from '#capabilities/consults/contract/modes.ts'
import type * as opinions from '#capabilities/consults/contract/opinions.ts'
import type * as paging from '#capabilities/consults/contract/paging.ts'
import type * as planned from '#capabilities/consults/contract/planned.ts'
import type * as register from '#capabilities/consults/contract/register.ts'
import type * as thread from '#capabilities/consults/contract/thread.ts'
import type * as transfer from '#capabilities/consults/contract/transfer.ts'
import type * as verifying from '#capabilities/consults/contract/verify-document.ts'
import type * as consults from '#capabilities/consults/contract.ts'
import type * as identityDevice from '#capabilities/identity/contract/device.ts'
import type * as identityPeople from '#capabilities/identity/contract/people.ts'
import type * as identityPush from '#capabilities/identity/contract/push.ts'
import type * as identityRoster from '#capabilities/identity/contract/roster.ts'
import type * as identityRosterLife from '#capabilities/identity/contract/roster-life.ts'
import type * as identity from '#capabilities/identity/contract.ts'
import type * as imagingEdges from '#capabilities/imaging/contract/edges.ts'
import type * as imagingImages from '#capabilities/imaging/contract/images.ts'
import type * as imagingKeyImages from '#capabilities/imaging/contract/key-images.ts'
import type * as imagingMarks from '#capabilities/imaging/contract/marks.ts'
import type * as imagingMatching from '#capabilities/imaging/contract/matching.ts'
import type * as imagingPriors from '#capabilities/imaging/contract/priors.ts'
import type * as imagingRemoval from '#capabilities/imaging/contract/removal.ts'
import type * as imagingResults from '#capabilities/imaging/contract/results.ts'
import type * as imagingSharedContents from '#capabilities/imaging/contract/shared-contents.ts'
import type * as imagingSharedImages from '#capabilities/imaging/contract/shared-images.ts'
import type * as imagingShares from '#capabilities/imaging/contract/shares.ts'
import type * as imagingTeaching from '#capabilities/imaging/contract/teaching.ts'
import type * as imaging from '#capabilities/imaging/contract.ts'
import type * as networkContracts from '#capabilities/network/contract/contracts.ts'
import type * as network from '#capabilities/network/contract.ts'
import type * as pathwayRuns from '#capabilities/pathways/contract/run-endpoints.ts'
import type * as warnings from '#capabilities/pathways/contract/warnings.ts'
import type * as pathways from '#capabilities/pathways/contract.ts'
import type * as recordsCorrections from '#capabilities/records/contract/corrections.ts'
import type * as protections from '#capabilities/records/contract/protection-endpoints.ts'
import type * as records from '#capabilities/records/contract.ts'
import type * as sessions from '#capabilities/sessions/contract.ts'
import type { Endpoint, ProblemOf } from '#platform/contract/endpoint.ts'
import type { PlatformProblem } from '#platform/contract/problem.ts'

type Contracts = typeof consults &
  typeof ladder &
  typeof attachment &
  typeof warnings &
  typeof followUp &
  typeof letter &
  typeof planned &
  typeof transfer &
  typeof paging &
  typeof identityPush &
  typeof identityRosterLife &
  typeof minutes &
  typeof opinions &
  typeof register &
  typeof verifying &
  typeof thread &
  typeof identity &
  typeof identityDevice &
  typeof identityPeople &
  typeof identityRoster &
  typeof imaging &
  typeof imagingMatching &
  typeof imagingTeaching &
  typeof imagingEdges &
  typeof imagingPriors &
  typeof imagingImages &
  typeof imagingMarks &
  typeof imagingKeyImages &
  typeof imagingRemoval &
  typeof imagingResults &
  typeof imagingSharedContents &
  typeof imagingSharedImages &
  typeof imagingShares &
  typeof network &
  typeof networkContracts &
  typeof modes &
  typeof pathways &
  typeof pathwayRuns &
  typeof records &
  typeof recordsCorrections &
  typeof protections &
  typeof sessions

type ProblemIn<C> = { [K in keyof C]: C[K] extends Endpoint ? ProblemOf<C[K]> : never }[keyof C]

/** Every problem that an endpoint may answer. */
export type AnyProblem = ProblemIn<Contracts> | PlatformProblem
