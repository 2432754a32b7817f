import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { meQuery } from '#capabilities/identity/web/index.tsx'
import type { UploadRun, UploadState } from './upload-run.ts'

type Transfer = { readonly run: UploadRun | null; readonly state: UploadState }

const idle: Transfer = { run: null, state: { at: 'idle' } }
const transfers = new Map<string, Transfer>()
const listeners = new Set<() => void>()

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Keeps where a transfer is; it goes on while its person looks at other pages. */
export function keepTransfer(key: string, change: Partial<Transfer>): void {
  transfers.set(key, { ...(transfers.get(key) ?? idle), ...change })
  for (const listener of listeners) listener()
}

/** The transfer of a patient's images by the person signed in, and the key under which it is kept. */
export function useTransfer(patientId: string): Transfer & { key: string } {
  const personId = useQuery(meQuery).data?.person.id ?? ''
  const key = `${personId}/${patientId}`
  const transfer = useSyncExternalStore(subscribe, () => transfers.get(key) ?? idle)
  return { ...transfer, key }
}
