import { Suspense } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { Empty } from '#platform/web/ui/pieces.tsx'
import { UploadPanel } from './upload-panel-lazy.tsx'
import { useUploadFacility } from './use-upload-facility.ts'
import { imagingWords } from './words.ts'

/** No images yet: how they come, and a place to drop them for those who may. */
export function NoStudies({ patientId }: { patientId: string }) {
  const t = useWords(imagingWords)
  const facilityId = useUploadFacility(patientId)
  if (!facilityId) return <Empty>{t('noneSendOnly')}</Empty>
  return (
    <>
      <Empty>{t('none')}</Empty>
      <Suspense fallback={null}>
        <UploadPanel patientId={patientId} facilityId={facilityId} />
      </Suspense>
    </>
  )
}
