import { studyUnmatched } from '#capabilities/imaging/contract/matching.ts'
import { studyArrived, studyOpened } from '#capabilities/imaging/contract.ts'
import { on } from '#platform/server/events.ts'
import { noteImages, noteOpened } from './react-to-images.ts'
import { withdrawImages } from './withdraw-images.ts'

/** Begins to listen for images that arrive, that are opened, and that leave a record. */
export function reactToImages(): void {
  on(studyArrived, noteImages)
  on(studyOpened, noteOpened)
  on(studyUnmatched, withdrawImages)
}
