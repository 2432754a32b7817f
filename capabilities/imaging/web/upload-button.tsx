import { Suspense, useRef, useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import style from './imaging.module.css'
import { UploadPanel } from './upload-panel-lazy.tsx'
import { useUploadFacility } from './use-upload-facility.ts'
import { imagingWords } from './words.ts'

/** Opens the place to drop images of a patient; nothing for those who may not send them. */
export function UploadButton({ patientId }: { patientId: string }) {
  const t = useWords(imagingWords)
  const facilityId = useUploadFacility(patientId)
  const dialog = useRef<HTMLDialogElement>(null)
  const [isOpened, setIsOpened] = useState(false)
  if (!facilityId) return null
  const open = () => {
    setIsOpened(true)
    dialog.current?.showModal()
  }
  return (
    <>
      <Button onPress={open}>{t('upload')}</Button>
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
