import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { disablePerson, enablePerson, resetPassword, updateRoles, type WantedRole } from '../contract/people.ts'

/** What an administrator changes of a person at the facility; each ends with the list fetched anew. */
export function usePersonChanges(who: { facilityId: string; personId: string }, onDone: () => void) {
  const queries = useQueryClient()
  const renew = async () => await queries.invalidateQueries({ queryKey: ['people', who.facilityId] })
  const onSuccess = async () => {
    onDone()
    await renew()
  }
  return {
    save: useMutation({
      mutationFn: async (roles: WantedRole[]) => await call(updateRoles, { ...who, roles }),
      onSuccess,
    }),
    disable: useMutation({ mutationFn: async () => await call(disablePerson, who), onSuccess }),
    enable: useMutation({ mutationFn: async () => await call(enablePerson, who), onSuccess }),
    reset: useMutation({ mutationFn: async () => await call(resetPassword, who), onSuccess: renew }),
  }
}
