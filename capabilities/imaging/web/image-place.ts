import type { ImageSeries } from '../contract/images.ts'

/** Which frame of which object an image of the stage is. */
export type ImagePlace = { sopUid: string; frame: number }

/** What an image of the stage shows, by its name; null when it is none of ours. */
export function placeOf(imageId: string): ImagePlace | null {
  const found = /\/instances\/([0-9.]+)\/frames\/(\d+)$/.exec(imageId)
  return found?.[1] ? { sopUid: found[1], frame: Number(found[2]) } : null
}

/** The object of an image among the series of its study. */
export function instanceOf(series: readonly ImageSeries[], imageId: string) {
  const place = placeOf(imageId)
  if (!place) return null
  for (const each of series) {
    const instance = each.instances.find((one) => one.sopUid === place.sopUid)
    if (instance) return { instanceId: instance.id, seriesUid: each.seriesUid, ...place }
  }
  return null
}
