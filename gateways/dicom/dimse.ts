import { createRequire } from 'node:module'
import type * as library from 'dcmjs-dimse'

/** The DIMSE library; its bundle is CommonJS and names no exports that an import could see. */
export const dimse = createRequire(import.meta.url)('dcmjs-dimse') as typeof library

// what it logs of an association or a dataset names patients
dimse.log.setLevel('silent')

/** Statuses of PS3.4 B.2.3 and PS3.7 C that the library has no name for. */
export const storeStatus = {
  success: 0x0000,
  /** Refused: out of resources. */
  outOfResources: 0xa700,
  /** Error: data set does not match the SOP class. */
  mismatch: 0xa900,
  /** Error: cannot understand. */
  cannotUnderstand: 0xc000,
  /** Error: cannot understand; the object ends before its last element does. */
  truncated: 0xc001,
  /** Error: cannot understand; the object is another one than the command says. */
  otherObject: 0xc002,
} as const
