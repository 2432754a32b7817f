import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { facilitiesOf, meQuery } from '#capabilities/identity/web/index.tsx'
import { call } from '#platform/web/api.ts'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { numberText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Empty, Field, Panel, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { type KeyImage, type KeyImageSubject, removeKeyImage } from '../contract/key-images.ts'
import { markLimits, markPermissions } from '../contract/marks.ts'
import imaging from './imaging.module.css'
import { keyImagesQuery } from './mark-queries.ts'
import { markWords } from './mark-words.ts'
import style from './marks.module.css'

type Props = {
  patientId: string
  subject: KeyImageSubject
  /** The viewer in which images are kept for the subject. */
  imagesAt: string
  /** The viewer at the view of a key image. */
  addressOf: (keyImageId: string) => string
}

/** The views that were kept for a case, in a strip; each opens the viewer where it was kept. */
export function KeyImagesPanel({ patientId, subject, imagesAt, addressOf }: Props) {
  const t = useWords(markWords)
  const me = useQuery(meQuery)
  const found = useQuery(keyImagesQuery(patientId, subject))
  const problem = useProblem(found.error)
  const mayMark = facilitiesOf(me.data, markPermissions['study.mark']).length > 0
  return (
    <Panel
      title={t('keyImages')}
      aside={
        <Link className={imaging['link']} to={imagesAt}>
          {t('openImages')}
        </Link>
      }
    >
      {problem && !found.data ? <ProblemText>{problem}</ProblemText> : null}
      {found.data?.length === 0 ? <Empty>{t('noKeyImages')}</Empty> : null}
      <ol className={style['strip']}>
        {found.data?.map((image, index) => (
          <Picture key={image.id} {...{ image, mayMark }} number={index + 1} address={addressOf(image.id)} />
        ))}
      </ol>
    </Panel>
  )
}

type PictureProps = { image: KeyImage; number: number; address: string; mayMark: boolean }

function Picture({ image, number, address, mayMark }: PictureProps) {
  const t = useWords(markWords)
  const language = useLanguage()
  const [isRemoving, setRemoving] = useState(false)
  const { window, slice, slices, part } = image.view
  const caption = image.caption || t('noCaption')
  const write = (value: number) => numberText(value, language)
  return (
    <li data-key-image={image.id}>
      <Link to={address}>
        <img
          src={`/api/key-images/${image.id}/picture`}
          alt={t('keyAlt', { n: number, caption })}
          loading="lazy"
          width={132}
          height={116}
        />
        <b>
          {number}. {caption}
        </b>
      </Link>
      <span className="figure">
        {part
          ? t('keyOnSlide')
          : window
            ? t('keyShown', { w: write(window.width), l: write(window.center), slice, slices })
            : t('keySlice', { slice, slices })}
      </span>
      <span className="dim">
        {image.by.fullName} · {shownMoment(image.at)}
      </span>
      {mayMark ? (
        <Button kind="quiet" onPress={() => setRemoving(true)}>
          {t('keyRemove', { n: number })}
        </Button>
      ) : null}
      {isRemoving ? <RemoveDialog image={image} number={number} onClose={() => setRemoving(false)} /> : null}
    </li>
  )
}

function RemoveDialog({ image, number, onClose }: { image: KeyImage; number: number; onClose: () => void }) {
  const t = useWords(markWords)
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const remove = useMutation({
    mutationFn: async () => await call(removeKeyImage, { keyImageId: image.id, reason }),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['patient'] })
    },
  })
  const problem = useProblem(remove.error)
  return (
    <Dialog
      title={t('keyRemove', { n: number })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('keepIt')}</Button>
          <Button
            kind="primary"
            isBusy={remove.isPending}
            why={reason.trim().length < markLimits.reasonLength ? t('removeShort') : null}
            onPress={() => remove.mutate()}
          >
            {t('keyRemoveNow')}
          </Button>
        </>
      }
    >
      <Field label={t('removeWhy')} value={reason} onChange={setReason} maxLength={500} />
      <p className="small dim">{t('keyRemoveHint')}</p>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}
