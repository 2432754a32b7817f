import type { Me } from '#capabilities/identity/contract.ts'
import { useWarningQuestion } from '#capabilities/pathways/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { AskPage } from './ask-page.tsx'
import { consultsWords } from './words.ts'

type Props = { me: Me; patientId: string; warningId: string }

/** The red button as an early warning fills it in. Without the warning it is empty, so that nobody waits for it. */
export function AskFromWarning({ me, patientId, warningId }: Props) {
  const t = useWords(consultsWords)
  const { filled, isMissing, problem } = useWarningQuestion(patientId, warningId)
  if (filled) return <AskPage me={me} filled={filled} draft={`ask/warning/${warningId}`} />
  if (!problem && !isMissing) return <Waiting>{t('loading')}</Waiting>
  return (
    <>
      <ProblemText>{problem ?? t('warningGone')}</ProblemText>
      <AskPage me={me} />
    </>
  )
}
