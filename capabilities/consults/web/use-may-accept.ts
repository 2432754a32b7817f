import { useQuery } from '@tanstack/react-query'
import { meQuery } from '#capabilities/identity/web/index.tsx'
import { consultsPermissions } from '../contract.ts'

/** Whether whoever is rung can accept: a coordinator is rung too, and finds somebody who can. */
export function useMayAccept(): boolean {
  const { data } = useQuery(meQuery)
  const roles: readonly string[] = consultsPermissions['consult.accept']
  return data ? data.roles.some((held) => roles.includes(held.role)) : true
}
