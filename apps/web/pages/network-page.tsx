import { DutySearch } from '#capabilities/identity/web/index.tsx'
import { NetworkPage as Network, useSpecialties } from '#capabilities/network/web/index.tsx'

/** The network, and who is on duty in it now; loaded when it is opened. */
export function NetworkPage() {
  const { options } = useSpecialties()
  return <Network duty={<DutySearch specialties={options} />} />
}
