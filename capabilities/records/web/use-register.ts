import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Id } from '#platform/contract/id.ts'
import { call } from '#platform/web/api.ts'
import type { PatientBrief } from '../contract.ts'
import * as contract from '../contract.ts'
import { type PatientForm, patientInput } from './patient-form.ts'

type Options = { facilityId: Id<'facility'> | undefined; form: PatientForm; onMade: (patient: PatientBrief) => void }

/** Registers who is typed; first asks for those who may be the same person, and stops when there are any. */
export function useRegister({ facilityId, form, onMade }: Options) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (isDespiteLikeness: boolean) => {
      if (!facilityId) return null
      const input = { facilityId, ...patientInput(form) }
      const mayBeLooked = !isDespiteLikeness && !form.isUnknown
      const alike = mayBeLooked ? await call(contract.findLikelyDuplicates, input) : []
      if (alike.length > 0) return { alike }
      const given = { ...input, isDespiteLikeness, isUnknown: form.isUnknown }
      return { made: await call(contract.createPatient, given, { key: crypto.randomUUID() }) }
    },
    onSuccess: async (result) => {
      if (!result?.made) return
      onMade(result.made)
      await queries.invalidateQueries({ queryKey: ['patients'] })
    },
  })
}
