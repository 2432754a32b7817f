/** Where what an object holds instead of frames is fetched. */
export const contentAddress = (studyId: string, instanceId: string): string =>
  `/api/studies/${studyId}/contents/${instanceId}`
