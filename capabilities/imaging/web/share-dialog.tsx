import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { LegalBasis } from '#capabilities/records/contract.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Check } from '#platform/web/ui/check.tsx'
import { Choices } from '#platform/web/ui/choices.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { sharedImagesPage } from '../contract/shared-images.ts'
import { makeShare } from '../contract/shares.ts'
import style from './imaging.module.css'
import { imagesQuery, sharesQuery } from './queries.ts'
import { ShareList } from './share-list.tsx'
import { shareWords } from './share-words.ts'
import { type Series, seriesOf } from './slices.ts'

type Props = { patientId: string; studyId: string; onClose: () => void }

const bases = ['written-request', 'emergency-19-1-a', 'other-law'] as const
const lengths = { hour: 1, day: 24, week: 168 } as const

/** Opens a study to somebody outside for a time, and shows what was opened before and by whom. */
export function ShareDialog({ patientId, studyId, onClose }: Props) {
  const t = useWords(shareWords)
  const images = useQuery(imagesQuery(patientId, studyId))
  const [made, setMade] = useState<Made | null>(null)
  const series = seriesOf(images.data?.series ?? [])
  return (
    <Dialog title={t('title')} isOpen onClose={onClose} actions={<Button onPress={onClose}>{t('close')}</Button>}>
      <p>{t('hint')}</p>
      {made ? (
        <MadeOnce made={made} />
      ) : (
        <ShareForm patientId={patientId} studyId={studyId} series={series} onMade={setMade} />
      )}
      <ShareList patientId={patientId} studyId={studyId} />
    </Dialog>
  )
}

type Made = OutputOf<typeof makeShare>
type FormProps = { patientId: string; studyId: string; series: readonly Series[]; onMade: (made: Made) => void }

function ShareForm({ patientId, studyId, series, onMade }: FormProps) {
  const t = useWords(shareWords)
  const queries = useQueryClient()
  const [madeFor, setMadeFor] = useState('')
  const [reason, setReason] = useState('')
  const [basis, setBasis] = useState<LegalBasis>('written-request')
  const [length, setLength] = useState<keyof typeof lengths>('day')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [allowed, setAllowed] = useState<Allowed>(nothing)
  const chosen = series.filter((each) => !left.has(each.id)).map((each) => each.id)
  const make = useMutation({
    mutationFn: async () =>
      await call(makeShare, {
        ...{ studyId, seriesIds: left.size > 0 ? chosen : null, madeFor, basis, reason },
        ...{ hours: lengths[length], ...allowed },
      }),
    onSuccess: onMade,
    onSettled: async () => await queries.invalidateQueries({ queryKey: sharesQuery(patientId, studyId).queryKey }),
  })
  const problem = useProblem(make.error)
  const isFilled = madeFor.trim() !== '' && reason.trim() !== '' && chosen.length > 0
  return (
    <>
      <Field label={t('madeFor')} value={madeFor} onChange={setMadeFor} maxLength={500} />
      <Field label={t('reason')} value={reason} onChange={setReason} rows={2} maxLength={500} />
      <Select
        label={t('basis')}
        value={basis}
        options={bases.map((value) => ({ value, text: t(value) }))}
        onChange={(value) => value && setBasis(value)}
      />
      <Choices
        label={t('hours')}
        value={length}
        options={(['hour', 'day', 'week'] as const).map((value) => ({ value, text: t(value) }))}
        onChange={setLength}
      />
      <WhichSeries series={series} left={left} onChange={setLeft} />
      <WhatTheyMay allowed={allowed} onChange={setAllowed} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <Button kind="primary" onPress={() => make.mutate()} isBusy={make.isPending} why={isFilled ? null : t('fill')}>
        {t('make')}
      </Button>
    </>
  )
}

type Allowed = { isIdentified: boolean; mayDownload: boolean; mayAdd: boolean; withCode: boolean }
const nothing: Allowed = { isIdentified: false, mayDownload: false, mayAdd: false, withCode: false }

function WhatTheyMay({ allowed, onChange }: { allowed: Allowed; onChange: (allowed: Allowed) => void }) {
  const t = useWords(shareWords)
  const { isIdentified, mayDownload, mayAdd, withCode } = allowed
  // files bear the name, and a link with a code adds nothing: what one rules out goes with it
  const choose = (change: Partial<Allowed>) => {
    const next = { ...allowed, ...change }
    const mayDownloadNow = next.mayDownload && next.isIdentified
    onChange({ ...next, mayDownload: mayDownloadNow, mayAdd: next.mayAdd && !next.withCode })
  }
  return (
    <>
      <Check label={t('identified')} isOn={isIdentified} onChange={(isOn) => choose({ isIdentified: isOn })} />
      <Check
        label={t('download')}
        isOn={mayDownload}
        onChange={(isOn) => choose({ mayDownload: isOn })}
        why={isIdentified ? null : t('downloadNeeds')}
      />
      <Check label={t('withCode')} isOn={withCode} onChange={(isOn) => choose({ withCode: isOn })} />
      <Check
        label={t('add')}
        isOn={mayAdd}
        onChange={(isOn) => choose({ mayAdd: isOn })}
        why={withCode ? t('addNeeds') : null}
      />
      {isIdentified ? null : <p className="small dim">{t('burnedIn')}</p>}
    </>
  )
}

type WhichProps = {
  series: readonly Series[]
  /** Those that are left out. */
  left: ReadonlySet<string>
  onChange: (left: ReadonlySet<string>) => void
}

function WhichSeries({ series, left, onChange }: WhichProps) {
  const t = useWords(shareWords)
  if (series.length < 2) return null
  const keep = (id: string, isKept: boolean) => {
    const next = new Set(left)
    if (isKept) next.delete(id)
    else next.add(id)
    onChange(next)
  }
  return (
    <fieldset className={style['shareSeries']}>
      <legend>{t('which')}</legend>
      {series.map((each) => (
        <Check
          key={each.id}
          label={t('seriesOf', { name: each.description || each.modality, n: each.images })}
          isOn={!left.has(each.id)}
          onChange={(isOn) => keep(each.id, isOn)}
        />
      ))}
    </fieldset>
  )
}

function MadeOnce({ made: { token, code } }: { made: Made }) {
  const t = useWords(shareWords)
  const [isCopied, setIsCopied] = useState(false)
  const link = `${location.origin}${sharedImagesPage}#${token}`
  const copy = () =>
    void navigator.clipboard.writeText(link).then(
      () => setIsCopied(true),
      () => undefined,
    )
  return (
    <div className={style['drop']} role="status">
      <p>{t('link')}</p>
      <p className={style['token']}>{link}</p>
      <span>
        <Button onPress={copy}>{t(isCopied ? 'copied' : 'copy')}</Button>
      </span>
      {code ? (
        <>
          <p>{t('code')}</p>
          <p className={style['token']}>
            <b>{code}</b>
          </p>
        </>
      ) : (
        <p className="small dim">
          {t('token')} <span className={style['token']}>{token}</span>
          <br />
          {t('address')}: <span className={style['token']}>{`${location.origin}/api/outside/dicomweb`}</span>
        </p>
      )}
    </div>
  )
}
