import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { Stage } from './stage.ts'

/** A share of a study as who made it gets it. */
export type Share = { shareId: string; token: string }

/** What a share may allow beyond looking without the name, and for how long it is open. */
export type ShareChoices = { hours?: number; isIdentified?: boolean; mayDownload?: boolean; mayAdd?: boolean }

/** Opens a study to a viewer outside, as the person who is signed in on a page. */
export async function shareStudy(page: Page, studyId: string, choices: ShareChoices = {}): Promise<Share> {
  const input = {
    ...{ seriesIds: null, madeFor: 'BS. Trần Văn Bình, Viện Tim' },
    ...{ basis: 'written-request', reason: 'Hỏi ý kiến ngoài mạng' },
    ...{ hours: 24, isIdentified: false, mayDownload: false },
    ...choices,
  }
  const reply = await page.evaluate(
    async ([address, body]) => {
      const headers = { 'content-type': 'application/json' }
      const made = await fetch(address, { method: 'POST', headers, body })
      return { status: made.status, said: await made.text() }
    },
    [`/api/studies/${studyId}/shares`, JSON.stringify(input)] as const,
  )
  assert.equal(reply.status, 200, reply.said)
  // the contract says so
  return JSON.parse(reply.said) as Share
}

/** Where viewers of other houses ask. */
export const dicomWebOf = (stage: Stage): string => `${stage.url}/api/outside/dicomweb`

/** What a viewer of another house asks by DICOMweb, with a token or without. */
export async function askDicomWeb(stage: Stage, path: string, token?: string, accept = '*/*'): Promise<Response> {
  const headers = { accept, ...(token ? { authorization: `Bearer ${token}` } : {}) }
  return await fetch(`${dicomWebOf(stage)}${path}`, { headers })
}

/** Sends files into a study by STOW-RS; the answer's status and text. */
export async function storeOutside(
  stage: Stage,
  studyUid: string,
  token: string,
  files: readonly Buffer[],
): Promise<{ status: number; said: string }> {
  const parts = files.flatMap((file) => [
    Buffer.from('--x\r\nContent-Type: application/dicom\r\n\r\n'),
    file,
    Buffer.from('\r\n'),
  ])
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'multipart/related; type="application/dicom"; boundary=x',
  }
  const body = Buffer.concat([...parts, Buffer.from('--x--\r\n')])
  const reply = await fetch(`${dicomWebOf(stage)}/studies/${studyUid}`, { method: 'POST', headers, body })
  return { status: reply.status, said: await reply.text() }
}
