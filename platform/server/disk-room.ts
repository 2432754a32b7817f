import { statfs } from 'node:fs/promises'
import type { DiskRoom } from '../contract/health.ts'

const gigabyte = 1024 ** 3
/** Below this nothing large is taken any more, so that the database and the audit trail can still write. */
const reserveBytes = gigabyte
const lowBytes = 5 * gigabyte
const lowPart = 0.1

/** How much room the disk of a folder has: `low` is told to who looks after it, `full` takes nothing large any more. */
export async function diskRoom(folder: string): Promise<DiskRoom> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return roomIn(bavail * bsize, blocks * bsize)
}

/** The state of a disk by its free bytes and all of them. */
export function roomIn(freeBytes: number, totalBytes: number): DiskRoom {
  const isLow = freeBytes < Math.max(lowBytes, totalBytes * lowPart)
  return { freeBytes, totalBytes, state: freeBytes < reserveBytes ? 'full' : isLow ? 'low' : 'ample' }
}

/** Whether so many bytes more leave the reserve of a disk untouched. */
export async function hasRoomFor(folder: string, bytes: number): Promise<boolean> {
  const { freeBytes } = await diskRoom(folder)
  return freeBytes - bytes >= reserveBytes
}
