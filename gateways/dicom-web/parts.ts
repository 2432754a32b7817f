import { Unreadable } from '#capabilities/imaging/pixels/index.ts'
import type {
  FrameFiles,
  FrameMaker,
  OpenShare,
  Orthanc,
  PixelPool,
  ShareDesk,
  SharedInstance,
} from '#capabilities/imaging/server/index.ts'
import { notFound, Problem } from '#platform/server/problem.ts'

/** What the gateway needs: who holds which token, where frames lie, and the archive of the files. */
export type DicomWebParts = {
  shares: ShareDesk
  files: FrameFiles
  orthanc: Orthanc | null
  pool: PixelPool
  /** What makes frames of what is added; null without an archive. */
  maker: FrameMaker | null
}

/** The most samples that one answer holds. */
export const mostSampleBytes = 64 * 1024 * 1024

/** The bytes of a frame as they are kept; 404 when it is none of the instance. */
export async function frameOf(
  { files }: DicomWebParts,
  share: OpenShare,
  instance: SharedInstance,
  frame: number,
): Promise<Buffer> {
  const owner = { studyId: share.studyId, instanceId: instance.id }
  const bytes = await files.readFrame(owner, instance.places[frame - 1])
  if (!bytes) throw notFound()
  return bytes
}

/** What was made of a frame; refused where its bytes hold no picture. */
export async function madeOf<T>(making: Promise<T>): Promise<T> {
  return await making.catch((error: unknown) => {
    if (error instanceof Unreadable) throw new Problem(422, 'no-picture')
    throw error
  })
}
