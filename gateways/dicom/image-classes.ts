const storageRoot = '1.2.840.10008.5.1.4.1.1.'

// of the storage classes of PS3.4 B.5 those whose information object has pixels; the others may have none
const withPixels =
  /^(1|1\.[123](\.\d+)*|2(\.[12])?|3\.1|4(\.[134])?|6\.[12]|7(\.[1-4])?|12\.[12](\.1)?|13\.1\.\d|14\.\d|20|66\.4|77\.1\.[1-6](\.\d)?|128(\.1)?|130|481\.1)$/

/** True for the class of an object that is stored, not asked for. */
export const isStorageClass = (uid: string): boolean => uid.startsWith(storageRoot)

/** True for the class of an image: one without pixels was cut on its way. */
export const isImageClass = (uid: string): boolean =>
  isStorageClass(uid) && withPixels.test(uid.slice(storageRoot.length))
