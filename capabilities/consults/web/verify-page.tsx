import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { call } from '#platform/web/api.ts'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Chip, ProblemText, Section, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { largestDocumentBytes, type Verdict, verifyDocument } from '../contract/verify-document.ts'
import style from './consults.module.css'
import { verifyWords } from './verify-words.ts'

const slots = ['chair', 'secretary'] as const
const pieceBytes = 32_768

function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += pieceBytes)
    text += String.fromCharCode(...bytes.subarray(at, at + pieceBytes))
  return btoa(text)
}

/** Judges the signatures of a file that somebody holds; the file is kept nowhere. */
export function VerifyPage() {
  const t = useWords(verifyWords)
  const input = useRef<HTMLInputElement>(null)
  const [name, setName] = useState('')
  const [isTooLarge, setIsTooLarge] = useState(false)
  const verify = useMutation({
    mutationFn: async (file: File) =>
      await call(verifyDocument, { pdf: base64Of(new Uint8Array(await file.arrayBuffer())) }),
  })
  const problem = useProblem(verify.error)
  const take = (file: File | undefined) => {
    if (!file) return
    setName(file.name)
    setIsTooLarge(file.size > largestDocumentBytes)
    verify.reset()
    if (file.size <= largestDocumentBytes) verify.mutate(file)
  }
  return (
    <Section title={t('verify')}>
      <p>{t('hint')}</p>
      <input
        ref={input}
        type="file"
        accept="application/pdf"
        hidden
        aria-label={t('choose')}
        onChange={(event) => {
          take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <span>
        <Button kind="primary" onPress={() => input.current?.click()}>
          {t('choose')}
        </Button>
      </span>
      {name ? <p className="small dim">{name}</p> : null}
      {isTooLarge ? <ProblemText>{t('tooLarge')}</ProblemText> : null}
      {verify.isPending ? <Waiting>{t('checking')}</Waiting> : null}
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {verify.data ? <Judged verdict={verify.data} /> : null}
    </Section>
  )
}

function Judged({ verdict }: { verdict: Verdict }) {
  const t = useWords(verifyWords)
  const { seal, signatures } = verdict
  const isSealed = seal !== null && signatures.length === 0
  return (
    <div className={style['form']} role="status">
      {verdict.isSound ? (
        <p>
          <b>{t(isSealed ? 'soundSeal' : 'sound')}</b>
        </p>
      ) : (
        <ProblemText>{t('refused')}</ProblemText>
      )}
      {isSealed && !seal.holds ? <p>{t('sealBroken')}</p> : null}
      {isSealed && seal.holds && !seal.isOurs ? <p>{t('sealStrange')}</p> : null}
      {verdict.problems.map((each) => (
        <p key={each}>{t(each)}</p>
      ))}
      {signatures.map((signature) => (
        <SignatureLine key={signature.slot} signature={signature} />
      ))}
    </div>
  )
}

function SignatureLine({ signature }: { signature: Verdict['signatures'][number] }) {
  const t = useWords(verifyWords)
  const { slot, signerName, location, signedAt, chain, isValid, problems } = signature
  const known = slots.find((each) => each === slot)
  return (
    <div>
      <p>
        <Chip kind={isValid ? 'soft' : 'critical'}>{t(isValid ? 'valid' : 'invalid')}</Chip>{' '}
        <b>{known ? t(known) : slot}</b> {[signerName, location].filter(Boolean).join(', ')}
      </p>
      {problems.map((each) => (
        <p key={each}>{t(each)}</p>
      ))}
      <p className="small dim">
        {signedAt ? t('signedAt', { time: shownMoment(signedAt) }) : t('noTime')} ·{' '}
        {t('chain', { chain: chain.join(' ← ') })}
      </p>
    </div>
  )
}
