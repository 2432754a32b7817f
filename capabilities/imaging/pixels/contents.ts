import type { ObjectContent } from '../contract/contents.ts'
import { documentOf } from './document.ts'
import { Unreadable } from './layout.ts'
import type { DicomObject } from './open-dicom.ts'
import { isSlide, slideOf } from './slide.ts'
import { isWaveform, waveformOf } from './waveform.ts'

/** What an object holds instead of frames, and the bytes that screens are given of it. */
export type FoundContent = { facts: ObjectContent; bytes: Buffer }

const encapsulatedPdf = '1.2.840.10008.5.1.4.1.1.104.1'

/** What an object holds instead of frames; null where it has frames or nothing. Throws `Unreadable`. */
export function contentOf(object: DicomObject): FoundContent | null {
  try {
    if (isSlide(object)) return slideOf(object)
    if (isWaveform(object)) return waveformOf(object)
    return object.sopClass === encapsulatedPdf ? documentOf(object) : null
  } catch (error) {
    // whatever makes the parser stumble, the object is kept and said to be unreadable
    throw error instanceof Unreadable ? error : new Unreadable('pixels-unreadable')
  }
}
