/** Who reads the frames of a transfer syntax; null where samples lie in the file as they are. */
export type DecoderName = 'jpeg' | 'jpeg-lossless' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k' | 'rle'

/** What a transfer syntax means for reading (PS3.5, annex A). */
export type Syntax = {
  decoder: DecoderName | null
  isBigEndian?: true
  isDeflated?: true
  isLossy?: true
  isUnknown?: true
}

/** The transfer syntaxes that can be read, by UID. */
export const syntaxes: Readonly<Record<string, Syntax>> = {
  '1.2.840.10008.1.2': { decoder: null },
  '1.2.840.10008.1.2.1': { decoder: null },
  '1.2.840.10008.1.2.1.99': { decoder: null, isDeflated: true },
  '1.2.840.10008.1.2.2': { decoder: null, isBigEndian: true },
  '1.2.840.10008.1.2.4.50': { decoder: 'jpeg', isLossy: true },
  '1.2.840.10008.1.2.4.57': { decoder: 'jpeg-lossless' },
  '1.2.840.10008.1.2.4.70': { decoder: 'jpeg-lossless' },
  '1.2.840.10008.1.2.4.80': { decoder: 'jpeg-ls' },
  '1.2.840.10008.1.2.4.81': { decoder: 'jpeg-ls', isLossy: true },
  '1.2.840.10008.1.2.4.90': { decoder: 'jpeg-2000' },
  '1.2.840.10008.1.2.4.91': { decoder: 'jpeg-2000', isLossy: true },
  '1.2.840.10008.1.2.4.201': { decoder: 'htj2k' },
  '1.2.840.10008.1.2.4.202': { decoder: 'htj2k' },
  '1.2.840.10008.1.2.4.203': { decoder: 'htj2k', isLossy: true },
  '1.2.840.10008.1.2.5': { decoder: 'rle' },
}
