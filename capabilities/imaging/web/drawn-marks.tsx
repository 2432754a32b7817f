import { tags, textIn } from '../contract/dicom-json.ts'
import { spacingOf } from '../contract/spacing.ts'
import { MarkLayer } from './mark-layer.tsx'
import type { Slice } from './slices.ts'
import { useViewerState } from './use-viewer.ts'
import type { ViewerStore } from './viewer-state.ts'

/** What was drawn and is not saved yet, upon the slice that is painted. */
export function DrawnMarks({ store, slices }: { store: ViewerStore; slices: readonly Slice[] | null }) {
  const { marks, painted, view } = useViewerState(store)
  const shown = slices?.[view.slice]
  if (!painted || !shown) return null
  return (
    <MarkLayer
      marks={marks.filter((mark) => mark.imageId === painted.imageId)}
      matrix={painted.matrix}
      spacing={spacingOf(shown.metadata)}
      isHounsfield={textIn(shown.metadata, tags.modality) === 'CT'}
    />
  )
}
