import { Suspense, useRef, useState } from 'react'
import { type Say, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import style from './imaging.module.css'
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
  const dialog = useRef<HTMLDialogElement>(null)
  const [isOpened, setIsOpened] = useState(false)
  if (!facilityId) return null
  const open = () => {
    setIsOpened(true)
    dialog.current?.showModal()
  }
  return (
    <>
      <Button onPress={open}>{buttonText(t, state)}</Button>
      <dialog ref={dialog} className={style['dialog']} aria-label={t('upload')}>
        {isOpened ? (
          <Suspense fallback={null}>
            <UploadPanel patientId={patientId} facilityId={facilityId} />
          </Suspense>
        ) : null}
        <div className={style['row']}>
          <Button kind="quiet" onPress={() => dialog.current?.close()}>
            {t('close')}
          </Button>
        </div>
      </dialog>
    </>
  )
}

function buttonText(t: Say<typeof imagingWords.words>, state: UploadState): string {
  if (state.at === 'sending' && state.total > 0)
    return t('percent', { n: Math.floor((100 * state.sent) / state.total) })
  if (state.at === 'processing') return t('storing')
  return t('upload')
}
