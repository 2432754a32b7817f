/** Segmentation Storage. */
export const segmentationClass = '1.2.840.10008.5.1.4.1.1.66.4'

/** Basic Text, Enhanced, Comprehensive and Comprehensive 3D SR Storage. */
export const reportClasses = [11, 22, 33, 34].map((last) => `1.2.840.10008.5.1.4.1.1.88.${last}`)
