import { sharedImagesRoot } from '../../contract/shared-images.ts'

/** Where tiles, and what an object holds instead of frames, are fetched. */
export type ContentAddresses = {
  readonly tile: (instanceId: string, tile: number) => string
  readonly content: (instanceId: string) => string
}

/** The addresses of a study, for those who may see it. */
export const ofStudy = (studyId: string): ContentAddresses => ({
  tile: (instanceId, tile) => `/api/studies/${studyId}/slides/${instanceId}/tiles/${tile}`,
  content: (instanceId) => `/api/studies/${studyId}/contents/${instanceId}`,
})

/** The addresses of what a link opens, for whose browser proves the visit. */
export const ofVisit: ContentAddresses = {
  tile: (instanceId, tile) => `${sharedImagesRoot}/slides/${instanceId}/tiles/${tile}`,
  content: (instanceId) => `${sharedImagesRoot}/contents/${instanceId}`,
}
