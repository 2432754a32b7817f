import { useQuery } from '@tanstack/react-query'
import { facilitiesOf, meQuery } from '#capabilities/identity/web/index.tsx'
import { patientQuery } from '#capabilities/records/web/index.tsx'
import { imagingPermissions } from '../contract.ts'

/** The facility for which I may send images of a patient: mine, and one that treats them; null when there is none. */
export function useUploadFacility(patientId: string): string | null {
  const me = useQuery(meQuery)
  const patient = useQuery(patientQuery(patientId))
  if (!me.data || patient.data?.access.by !== 'care') return null
  const mine = facilitiesOf(me.data, imagingPermissions['study.upload']).map((facility) => facility.id)
  const treating: readonly (string | null | undefined)[] = [
    patient.data.encounter?.facilityId,
    ...patient.data.identifiers.map((identifier) => identifier.facilityId),
  ]
  return mine.find((facilityId) => treating.includes(facilityId)) ?? mine[0] ?? null
}
