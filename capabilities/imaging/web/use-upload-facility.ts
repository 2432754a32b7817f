import { useQuery } from '@tanstack/react-query'
import { meQuery } from '#capabilities/identity/web/index.tsx'
import { patientQuery } from '#capabilities/records/web/index.tsx'
import { imagingPermissions } from '../contract.ts'

const mayUpload: readonly string[] = imagingPermissions['study.upload']

/** The facility for which I may send images of a patient: mine, and one that treats them; null when there is none. */
export function useUploadFacility(patientId: string): string | null {
  const me = useQuery(meQuery)
  const patient = useQuery(patientQuery(patientId))
  if (!me.data || patient.data?.access.by !== 'care') return null
  const mine = me.data.roles.filter((held) => mayUpload.includes(held.role)).map((held) => held.facilityId)
  const treating: readonly (string | null | undefined)[] = [
    patient.data.encounter?.facilityId,
    ...patient.data.identifiers.map((identifier) => identifier.facilityId),
  ]
  return mine.find((facilityId) => treating.includes(facilityId)) ?? mine[0] ?? null
}
