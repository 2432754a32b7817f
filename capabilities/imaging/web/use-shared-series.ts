import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { call } from '#platform/web/api.ts'
import { getSharedContents } from '../contract/shared-contents.ts'
import type { getSharedImages } from '../contract/shared-images.ts'
import { type Series, seriesOf } from './slices.ts'

/** The series of a visit, with slides, waveforms and documents; and how many documents are left out. */
export function useSharedSeries(images: OutputOf<typeof getSharedImages>): {
  series: Series[]
  withheld: number
  /** False until it is known what there is besides frames. */
  isRead: boolean
} {
  const { data, isPending } = useQuery({
    // what is still arriving brings more; the list of images tells of it
    queryKey: ['shared-images', 'contents', images.series.reduce((sum, each) => sum + each.instances.length, 0)],
    queryFn: async ({ signal }) => await call(getSharedContents, {}, { signal }),
  })
  const series = useMemo(() => {
    const contents = new Map(data?.contents.map(({ instanceId, content }) => [instanceId, content]))
    return seriesOf(
      images.series.map((each) => ({
        ...each,
        instances: each.instances.map((one) => ({ ...one, content: contents.get(one.id) ?? null })),
      })),
    )
  }, [images.series, data])
  return { series, withheld: data?.withheld ?? 0, isRead: !isPending }
}
