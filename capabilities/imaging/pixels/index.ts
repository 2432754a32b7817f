export { decodeFrame, type EncodedFrame, encodeFrame, resolutionEnds } from './htj2k.ts'
export { type FrameLayout, frameBytes, Unreadable, type UnreadableProblem } from './layout.ts'
export { type DicomObject, openDicom, textOf } from './open-dicom.ts'
export { packInstance, type Unpacked, unpackParcel } from './parcel.ts'
