import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { done } from '#platform/contract/page.ts'

/** The largest file that can be attached, in bytes. */
export const attachmentMaxBytes = 25 * 1024 * 1024

/** Base64 takes four characters for three bytes; a little more for the rest of the body. */
const bodyMaxBytes = Math.ceil(attachmentMaxBytes / 3) * 4 + 10_000

/** What can be attached, as its content says: photo, PDF, ECG as one of them, a short video. */
export const attachmentTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'application/pdf',
  'video/mp4',
  'video/webm',
] as const

/** Attaches a file to a case: filed in the record, seen by those who may see it. The id is made by the client. */
export const attachDocument = endpoint({
  name: 'attach-document',
  method: 'POST',
  path: '/api/consults/{consultId}/attachments',
  may: 'consult.request',
  perMinute: 30,
  maxBodyBytes: bodyMaxBytes,
  input: z.object({
    consultId: id<'consult'>(),
    attachmentId: id<'attachment'>(),
    title: z.string().trim().min(1).max(200),
    base64: z.base64(),
  }),
  output: done,
  problems: ['not-the-treating-side', 'consult-is-over', 'file-kind-unknown', 'file-too-large'],
})
