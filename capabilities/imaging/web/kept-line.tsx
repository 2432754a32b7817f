import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { captionKeyImage, type KeyImage, keyImageLimits } from '../contract/key-images.ts'
import { markWords } from './mark-words.ts'
import style from './marks.module.css'

type Props = { kept: KeyImage; isForCase: boolean; onClose: () => void }

/** Says that a key image was kept, and takes its caption. */
export function KeptLine({ kept, isForCase, onClose }: Props) {
  const t = useWords(markWords)
  const [caption, setCaption] = useState('')
  const write = useMutation({
    mutationFn: async () => await call(captionKeyImage, { keyImageId: kept.id, caption }),
    onSuccess: onClose,
  })
  const problem = useProblem(write.error)
  return (
    <form
      className={style['said']}
      onSubmit={(event) => {
        event.preventDefault()
        if (caption.trim() && !write.isPending) write.mutate()
      }}
    >
      <p role="status">
        {kept.view.part ? t('keptOnSlide') : t(isForCase ? 'kept' : 'keptHere', { n: kept.view.slice })}
      </p>
      <Field label={t('caption')} value={caption} onChange={setCaption} maxLength={keyImageLimits.captionLength} />
      <Button type="submit" onPress={() => undefined} isBusy={write.isPending}>
        {t('captionSave')}
      </Button>
      <Button kind="quiet" onPress={onClose}>
        {t('close')}
      </Button>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </form>
  )
}
