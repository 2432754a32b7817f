const groupLengthAt = 140
const afterGroupLength = 144

/**
 * The data set of a DICOM file. What lies before it is written by whoever received the object, so two files of the same
 * object agree from here on.
 */
export const datasetOf = (file: Buffer): Buffer => file.subarray(afterGroupLength + file.readUInt32LE(groupLengthAt))
