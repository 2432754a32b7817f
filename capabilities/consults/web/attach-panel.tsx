import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Panel, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { attachDocument, attachmentMaxBytes, attachmentTypes } from '../contract/attachment.ts'
import { type Consult, consultCan } from '../contract.ts'
import { plannedWords } from './planned-words.ts'

const slowLinkMs = 5 * 60_000

/** The content of a file in base64. */
async function base64Of(file: File): Promise<string> {
  return await new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => {
      // read as a data address, so it is a text
      const address = typeof reader.result === 'string' ? reader.result : ''
      resolve(address.slice(address.indexOf(',') + 1))
    })
    reader.addEventListener('error', () => reject(new Error('the file could not be read')))
    reader.readAsDataURL(file)
  })
}

/** Attaches a photo, PDF, ECG or short video to the case; it is then among the documents of the record. */
export function AttachPanel({ consult, isTreating }: { consult: Consult; isTreating: boolean }) {
  const t = useWords(plannedWords)
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const attach = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > attachmentMaxBytes) return 'large' as const
      const sent = { attachmentId: crypto.randomUUID(), title: file.name.slice(0, 200), base64: await base64Of(file) }
      await call(attachDocument, { consultId: consult.id, ...sent }, { timeoutMs: slowLinkMs })
      return 'attached' as const
    },
    onSuccess: async () => await queries.invalidateQueries({ queryKey: ['patient', consult.patientId] }),
  })
  const problem = useProblem(attach.error)
  if (!isTreating || !consult.patient || !consultCan('converse', consult)) return null
  return (
    <Panel title={t('attachments')}>
      <p className="small dim">{t('attachHint')}</p>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('attach')}
        accept={attachmentTypes.join(',')}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) attach.mutate(file)
          event.target.value = ''
        }}
      />
      <Button onPress={() => input.current?.click()} isBusy={attach.isPending}>
        {attach.isPending ? t('attaching') : t('attach')}
      </Button>
      {attach.data === 'attached' ? <p className="small">{t('attached')}</p> : null}
      {attach.data === 'large' ? <ProblemText>{t('tooLarge')}</ProblemText> : null}
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Panel>
  )
}
