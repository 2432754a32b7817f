import { DatasetBroken, DatasetWalk } from './dataset-walk.ts'
import type { Keeper } from './incoming.ts'
import { type IntakeOutcome, ObjectIntake } from './object-intake.ts'

const preambleBytes = 128
const prefixBytes = preambleBytes + 4
// (0002,0000) UL: tag, VR, length of four, and then how long the rest of the group is (PS3.10 7.1)
const groupLength = Buffer.from([0x02, 0x00, 0x00, 0x00, 0x55, 0x4c, 0x04, 0x00])
const groupEndsAt = prefixBytes + groupLength.length + 4
const longestHead = 64 * 1024
const sopClass = 0x00020002
const instance = 0x00020003
const transferSyntax = 0x00020010

/** What became of a file, and which object it holds as far as its head says so. */
export type TakenFile = { outcome: IntakeOutcome; sopClassUid: string; instanceUid: string }

/** Takes one DICOM file (PS3.10) from a stream, byte for byte; what is none is `malformed`. */
export async function takeFile(
  keeper: Keeper,
  bytes: AsyncIterable<Buffer>,
  names: { callingAet: string; calledAet: string },
): Promise<TakenFile> {
  let head = Buffer.alloc(0)
  let intake: ObjectIntake | null = null
  let named = { sopClassUid: '', instanceUid: '' }
  try {
    for await (const chunk of bytes) {
      if (intake) {
        await intake.write(chunk)
        continue
      }
      head = Buffer.concat([head, chunk])
      const found = headOf(head)
      if (!found) continue
      named = { sopClassUid: found.sopClassUid, instanceUid: found.instanceUid }
      intake = new ObjectIntake(keeper, { ...found, ...names }, head.subarray(0, found.bytes))
      await intake.write(head.subarray(found.bytes))
    }
    return { outcome: intake ? await intake.finish() : 'truncated', ...named }
  } catch (error) {
    await intake?.discard()
    if (error instanceof DatasetBroken) return { outcome: error.why, ...named }
    throw error
  }
}

/** The head of a file; null while it is not here as a whole. Throws DatasetBroken when it is none. */
function headOf(
  file: Buffer,
): { bytes: number; sopClassUid: string; instanceUid: string; transferSyntaxUid: string } | null {
  if (file.length < groupEndsAt) return null
  const isDicom = file.toString('latin1', preambleBytes, prefixBytes) === 'DICM'
  if (!isDicom || !file.subarray(prefixBytes).subarray(0, groupLength.length).equals(groupLength))
    throw new DatasetBroken('malformed')
  const bytes = groupEndsAt + file.readUInt32LE(groupEndsAt - 4)
  if (bytes > longestHead) throw new DatasetBroken('malformed')
  if (file.length < bytes) return null
  const walk = new DatasetWalk({ isExplicit: true, isLittleEndian: true }, [sopClass, instance, transferSyntax])
  walk.write(file.subarray(groupEndsAt, bytes))
  walk.end()
  const text = (tag: number) => walk.values.get(tag) ?? ''
  return { bytes, sopClassUid: text(sopClass), instanceUid: text(instance), transferSyntaxUid: text(transferSyntax) }
}
