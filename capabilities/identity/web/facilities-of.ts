import type { Me } from '../contract.ts'

type Facility = { id: Me['roles'][number]['facilityId']; name: string }

/** The facilities at which I hold one of the roles, each once. */
export const facilitiesOf = (me: Me | undefined, roles: readonly string[]): Facility[] => [
  ...new Map(
    (me?.roles ?? [])
      .filter((held) => roles.includes(held.role))
      .map((held) => [held.facilityId, { id: held.facilityId, name: held.facilityName }]),
  ).values(),
]
