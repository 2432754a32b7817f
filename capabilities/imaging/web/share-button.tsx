import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { facilitiesOf, meQuery } from '#capabilities/identity/web/index.tsx'
import { patientQuery } from '#capabilities/records/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { imagingPermissions } from '../contract.ts'
import { shareWords } from './share-words.ts'

const ShareDialog = lazy(async () => ({ default: (await import('./share-dialog.tsx')).ShareDialog }))

/** Opens what shares a study outside; nothing for those who do not treat the patient. */
export function ShareButton({ patientId, studyId }: { patientId: string; studyId: string }) {
  const t = useWords(shareWords)
  const me = useQuery(meQuery)
  const patient = useQuery(patientQuery(patientId))
  const [isOpen, setIsOpen] = useState(false)
  const may = facilitiesOf(me.data, imagingPermissions['study.share']).length > 0
  if (!may || patient.data?.access.by !== 'care') return null
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>{t('share')}</Button>
      {isOpen ? (
        <Suspense fallback={null}>
          <ShareDialog patientId={patientId} studyId={studyId} onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
