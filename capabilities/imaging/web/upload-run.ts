import { defaultOptions, type PreviousUpload, Upload } from 'tus-js-client'
import type { Id } from '#platform/contract/id.ts'
import { problemBody } from '#platform/contract/problem.ts'
import { CallProblem, call } from '#platform/web/api.ts'
import { roomBesideVoice } from '#platform/web/voice-first.ts'
import { getUpload, type UploadOutcome } from '../contract.ts'
import { type Found, packFiles } from './pack-files.ts'

const address = '/api/uploads'
// small enough that voice on the same link finds its place between two of them
const chunkBytes = 512 * 1024
const askAgainMs = 800
const speedOverMs = 8000
const retryDelays = [0, 1000, 2000, 4000, 8000, 8000, 8000, 15_000, 15_000, 30_000, 30_000, 60_000]

/** For whom files are sent and where they are treated. */
export type UploadTarget = { readonly patientId: string; readonly facilityId: string }

/** Where a transfer is. */
export type UploadState =
  | { readonly at: 'idle' }
  | { readonly at: 'packing'; readonly files: number }
  | {
      readonly at: 'sending'
      readonly sent: number
      readonly total: number
      readonly perSecond: number
      readonly isPaused: boolean
      readonly isLost: boolean
    }
  | { readonly at: 'processing'; readonly images: number }
  | { readonly at: 'done'; readonly outcome: UploadOutcome }
  | { readonly at: 'failed'; readonly error: unknown }

type Sample = { at: number; sent: number }

/** One transfer from this computer: packs, sends in pieces, goes on after a break, and asks what became of it. */
export class UploadRun {
  readonly #target: UploadTarget
  readonly #show: (state: UploadState) => void
  #upload: Upload | null = null
  #samples: Sample[] = []
  #isEnded = false

  constructor(target: UploadTarget, show: (state: UploadState) => void) {
    this.#target = target
    this.#show = show
  }

  /** Sends the files; what an earlier transfer of the same files sent is not sent again. */
  async send(found: readonly Found[]): Promise<void> {
    this.#show({ at: 'packing', files: found.length })
    try {
      const parcel = await packFiles(found, this.#target.patientId)
      if (this.#isEnded) return
      this.#upload = this.#begin(parcel.blob, parcel.fingerprint)
      const [previous] = await this.#upload.findPreviousUploads()
      if (previous) this.#upload.resumeFromPreviousUpload(previous)
      this.#progress(0, parcel.blob.size)
      this.#upload.start()
    } catch (error) {
      this.#show({ at: 'failed', error })
    }
  }

  /** Stops sending for now; what was sent is kept. */
  async pause(sent: number, total: number): Promise<void> {
    await this.#upload?.abort(false)
    this.#show({ at: 'sending', sent, total, perSecond: 0, isPaused: true, isLost: false })
  }

  /** Goes on after a pause. */
  resume(): void {
    this.#samples = []
    this.#upload?.start()
  }

  /** Gives the transfer up; what was sent is deleted. */
  async discard(): Promise<void> {
    this.#isEnded = true
    await this.#upload?.abort(true).catch(() => undefined)
    this.#show({ at: 'idle' })
  }

  /** Lets go when the page is left; the transfer can go on another time. */
  leave(): void {
    this.#isEnded = true
    void this.#upload?.abort(false)
  }

  #begin(blob: Blob, fingerprint: string): Upload {
    return new Upload(blob, {
      endpoint: address,
      chunkSize: chunkBytes,
      onBeforeRequest: async () => await roomBesideVoice(),
      retryDelays,
      metadata: { ...this.#target },
      fingerprint: async () => `tuyen-images-${fingerprint}`,
      removeFingerprintOnSuccess: true,
      onProgress: (sent, total) => this.#progress(sent, total),
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0
        const mayPass = status === 0 || status === 423 || status === 429 || status >= 500
        if (mayPass) this.#lost(blob.size)
        return mayPass
      },
      onError: (error) => this.#show({ at: 'failed', error: problemIn(error) }),
      onSuccess: () => void this.#watch(),
    })
  }

  #progress(sent: number, total: number): void {
    if (this.#isEnded) return
    const now = Date.now()
    this.#samples = [...this.#samples.filter((each) => now - each.at < speedOverMs), { at: now, sent }]
    const [first] = this.#samples
    const seconds = first ? (now - first.at) / 1000 : 0
    const perSecond = first && seconds > 0.5 ? (sent - first.sent) / seconds : 0
    this.#show({ at: 'sending', sent, total, perSecond, isPaused: false, isLost: false })
  }

  #lost(total: number): void {
    const sent = this.#samples.at(-1)?.sent ?? 0
    this.#samples = []
    this.#show({ at: 'sending', sent, total, perSecond: 0, isPaused: false, isLost: true })
  }

  async #watch(): Promise<void> {
    const uploadId = this.#upload?.url?.split('/').at(-1) as Id<'upload'> | undefined
    if (!uploadId) return
    while (!this.#isEnded) {
      const outcome = await call(getUpload, { uploadId }).catch((error: unknown) => error)
      if (outcome instanceof Error) {
        if (!(outcome instanceof CallProblem) || outcome.status !== 0)
          return this.#show({ at: 'failed', error: outcome })
      } else {
        // the contract's schema is what the server validated this reply with
        const { state, images } = outcome as UploadOutcome
        if (state === 'done' || state === 'failed') return this.#show({ at: 'done', outcome: outcome as UploadOutcome })
        this.#show({ at: 'processing', images })
      }
      await new Promise((resolve) => setTimeout(resolve, askAgainMs))
    }
  }
}

/** When a transfer for the patient was begun on this computer and not ended; null without one. */
export async function unfinishedSince(patientId: string): Promise<string | null> {
  const all: PreviousUpload[] = (await defaultOptions.urlStorage?.findAllUploads()) ?? []
  const mine = all.filter((each) => each.metadata['patientId'] === patientId)
  return mine.at(-1)?.creationTime ?? null
}

function problemIn(error: unknown): unknown {
  const response = (error as { originalResponse?: { getBody(): string; getStatus(): number } | null }).originalResponse
  if (!response) return new CallProblem('offline', 0)
  try {
    const { name, status } = problemBody.parse(JSON.parse(response.getBody()))
    return new CallProblem(name, status)
  } catch {
    return new CallProblem(response.getStatus() === 413 ? 'body-too-large' : 'internal', response.getStatus())
  }
}
