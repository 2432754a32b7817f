// Adobe's marker with transform 0: the three components are red, green and blue (PS3.5 8.2.1; ITU-T T.872 6.5.3)
const isRedGreenBlue = Buffer.from('ffee000e41646f626500640000000000', 'hex')

/**
 * A JPEG as every reader sees its colours: where DICOM alone says that they are red, green and blue, the file itself says it
 * too. Not one sample changes.
 */
export function withColours(jpeg: Uint8Array, photometric: string): Uint8Array {
  const bytes = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength)
  if (photometric !== 'RGB' || bytes.readUInt16BE(0) !== 0xffd8 || bytes.subarray(0, 4096).includes('Adobe'))
    return jpeg
  return Buffer.concat([bytes.subarray(0, 2), isRedGreenBlue, bytes.subarray(2)])
}
