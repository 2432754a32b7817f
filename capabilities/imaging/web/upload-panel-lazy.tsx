import { lazy } from 'react'

/** A place to drop images of a patient, loaded when it is first seen: `{ patientId, facilityId }`. */
export const UploadPanel = lazy(async () => ({ default: (await import('./upload-panel.tsx')).UploadPanel }))
