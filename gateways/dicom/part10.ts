const preambleBytes = 128
const longReps = new Set(['OB'])

/** Who writes the file: our own root below the one that Medical Connections gives away freely. */
export const implementation = { classUid: '1.2.826.0.1.3680043.10.1455.1.1', version: 'TUYEN_EDGE' } as const

/** What the head of a DICOM file says of the object behind it. */
export type FileFacts = { sopClassUid: string; instanceUid: string; transferSyntaxUid: string }

/** The head of a DICOM file (PS3.10 7.1) for a data set that came without one. */
export function part10Head(facts: FileFacts): Buffer {
  const elements = Buffer.concat([
    element(0x0001, 'OB', Buffer.from([0, 1])),
    element(0x0002, 'UI', uidValue(facts.sopClassUid)),
    element(0x0003, 'UI', uidValue(facts.instanceUid)),
    element(0x0010, 'UI', uidValue(facts.transferSyntaxUid)),
    element(0x0012, 'UI', uidValue(implementation.classUid)),
    element(0x0013, 'SH', even(Buffer.from(implementation.version), 0x20)),
  ])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(elements.length)
  return Buffer.concat([Buffer.alloc(preambleBytes), Buffer.from('DICM'), element(0x0000, 'UL', length), elements])
}

function element(number: number, valueRep: string, value: Buffer): Buffer {
  const isLong = longReps.has(valueRep)
  const head = Buffer.alloc(isLong ? 12 : 8)
  head.writeUInt16LE(0x0002, 0)
  head.writeUInt16LE(number, 2)
  head.write(valueRep, 4, 'latin1')
  if (isLong) head.writeUInt32LE(value.length, 8)
  else head.writeUInt16LE(value.length, 6)
  return Buffer.concat([head, value])
}

const uidValue = (uid: string): Buffer => even(Buffer.from(uid, 'latin1'), 0)

const even = (value: Buffer, padding: number): Buffer =>
  value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.from([padding])])
