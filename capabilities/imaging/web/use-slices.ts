import { useState } from 'react'
import { type Series, type Slice, slicesOf } from './slices.ts'

/** The slices of the series; the same ones while no image was added, so that nothing is drawn anew. */
export function useSlices(studyId: string, shown: Series | undefined): readonly Slice[] | null {
  const [made, setMade] = useState<{ key: string; slices: readonly Slice[] } | null>(null)
  if (!shown) return null
  const key = `${studyId}/${shown.id}/${shown.images}`
  if (made?.key === key) return made.slices
  const slices = slicesOf(studyId, shown)
  setMade({ key, slices })
  return slices
}
