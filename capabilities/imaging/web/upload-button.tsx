import { Suspense, useState } from 'react'
import { type Say, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { useTransfer } from './transfers.ts'
import { UploadPanel } from './upload-panel-lazy.tsx'
import type { UploadState } from './upload-run.ts'
import { useUploadFacility } from './use-upload-facility.ts'
import { imagingWords } from './words.ts'

/** Opens the place to drop images of a patient; nothing for those who may not send them. */
export function UploadButton({ patientId }: { patientId: string }) {
  const t = useWords(imagingWords)
  const facilityId = useUploadFacility(patientId)
  const { state } = useTransfer(patientId)
  const [isOpen, setIsOpen] = useState(false)
  if (!facilityId) return null
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>{buttonText(t, state)}</Button>
      <Dialog title={t('upload')} isOpen={isOpen} onClose={() => setIsOpen(false)}>
        <Suspense fallback={null}>
          <UploadPanel patientId={patientId} facilityId={facilityId} />
        </Suspense>
      </Dialog>
    </>
  )
}

function buttonText(t: Say<typeof imagingWords.words>, state: UploadState): string {
  if (state.at === 'sending' && state.total > 0)
    return t('percent', { n: Math.floor((100 * state.sent) / state.total) })
  if (state.at === 'processing') return t('storing')
  return t('upload')
}
