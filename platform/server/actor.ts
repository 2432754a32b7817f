/** A role that a person holds at a facility. */
export type HeldRole = { readonly facilityId: string; readonly role: string; readonly specialty: string | null }

/** Who asks: a person with the roles held now, or the system itself under a name and a scope. */
export type Actor = {
  readonly kind: 'person' | 'system' | 'nobody'
  /** The person's id; the all-zero id for the system and for nobody. */
  readonly personId: string
  /** The job's name for the system, else empty. */
  readonly name: string
  readonly roles: readonly HeldRole[]
  readonly sessionId: string | null
  /** The moment of the call by the passed clock. */
  readonly now: Date
}

const zeroId = '00000000-0000-0000-0000-000000000000'

/** The actor of a job: named, seen in the audit trail, allowed to see what its scope needs. */
export const systemActor = (name: string, now: Date): Actor => ({
  kind: 'system',
  personId: zeroId,
  name,
  roles: [],
  sessionId: null,
  now,
})

/** The actor of a call without a session. */
export const nobody = (now: Date): Actor => ({
  kind: 'nobody',
  personId: zeroId,
  name: '',
  roles: [],
  sessionId: null,
  now,
})

const clinicalRoles: readonly string[] = ['doctor', 'nurse', 'technician', 'coordinator']

/** The facilities at which the actor takes part in care. */
export const careFacilities = (actor: Actor): string[] => [
  ...new Set(actor.roles.filter((held) => clinicalRoles.includes(held.role)).map((held) => held.facilityId)),
]

/** True when the actor holds one of the roles, at the facility if one is named. */
export const holds = (actor: Actor, roles: readonly string[], facilityId?: string): boolean =>
  actor.roles.some((held) => roles.includes(held.role) && (!facilityId || held.facilityId === facilityId))
