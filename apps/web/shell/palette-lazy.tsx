import { lazy, Suspense, useEffect, useState } from 'react'
import type { Me } from '#capabilities/identity/contract.ts'

const importPalette = async () => ({ default: (await import('./palette.tsx')).Palette })
const Palette = lazy(importPalette)
const idleMs = 3000

type Props = { me: Me; isOpen: boolean; onOpen: () => void; onClose: () => void }

/** The search on Ctrl K; brought while nothing else is to do, so that it opens at once. */
export function PaletteOnDemand({ me, isOpen, onOpen, onClose }: Props) {
  const [wasOpen, setWasOpen] = useState(isOpen)
  if (isOpen && !wasOpen) setWasOpen(true)
  useEffect(() => {
    const idle = setTimeout(() => void importPalette().catch(() => undefined), idleMs)
    return () => clearTimeout(idle)
  }, [])
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      onOpen()
    }
    addEventListener('keydown', open)
    return () => removeEventListener('keydown', open)
  }, [onOpen])
  return wasOpen ? (
    <Suspense fallback={null}>
      <Palette me={me} isOpen={isOpen} onClose={onClose} />
    </Suspense>
  ) : null
}
