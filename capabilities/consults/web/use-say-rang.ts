import { useEffect, useRef } from 'react'
import { thisDevice } from '#capabilities/identity/web/index.tsx'
import type { Id } from '#platform/contract/id.ts'
import { call } from '#platform/web/api.ts'
import { isArmed } from '#platform/web/ring.ts'
import { noteRang } from '../contract/paging.ts'

/** Says once for each emergency that this screen rings, and whether it sounds: whoever waits sees that it arrived. */
export function useSayRang(ringing: readonly Id<'consult'>[]): void {
  const said = useRef(new Set<string>())
  useEffect(() => {
    for (const consultId of ringing) {
      if (said.current.has(consultId)) continue
      said.current.add(consultId)
      const { deviceId, label } = thisDevice()
      void call(noteRang, { consultId, deviceId, label, isLoud: isArmed() }).catch(() => said.current.delete(consultId))
    }
  }, [ringing])
}
