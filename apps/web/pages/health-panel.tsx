import { useQuery } from '@tanstack/react-query'
import { type DiskRoom, getSystemHealth } from '#platform/contract/health.ts'
import { call } from '#platform/web/api.ts'
import { numberText, whenText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Empty, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { shellWords } from '../shell/words.ts'
import style from './pages.module.css'

const againMs = 10_000

/** Which parts of the product run, since when, and how often each had to be started again. */
export function HealthPanel() {
  const t = useWords(shellWords)
  const now = useNow(againMs)
  const health = useQuery({
    queryKey: ['system-health'],
    queryFn: async ({ signal }) => await call(getSystemHealth, {}, { signal }),
    refetchInterval: againMs,
  })
  const problem = useProblem(health.error)
  return (
    <Panel title={t('health')}>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {health.isPending ? <Waiting>{t('openingHealth')}</Waiting> : null}
      {health.data && !health.data.isSupervised ? <Empty>{t('notSupervised')}</Empty> : null}
      {health.data?.disk ? <DiskLine disk={health.data.disk} /> : null}
      <ul className={style['parts']}>
        {health.data?.parts.map((part) => (
          <li key={part.name}>
            <b>{part.name}</b>
            <span className={part.state === 'running' ? 'small dim' : 'small is-late'}>
              {t(`part-${part.state}`)} <span className="figure">{whenText(part.since, now)}</span>
              {part.restarts > 0 ? ` · ${t('restarts', { n: part.restarts })}` : ''}
              {part.reason ? (
                <>
                  {' · '}
                  <span lang="en">{part.reason}</span>
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const gigabyte = 1024 ** 3

function DiskLine({ disk }: { disk: DiskRoom }) {
  const t = useWords(shellWords)
  const language = useLanguage()
  const gigabytes = (bytes: number) => numberText(Math.round((bytes / gigabyte) * 10) / 10, language)
  const words = { free: gigabytes(disk.freeBytes), all: gigabytes(disk.totalBytes) }
  return (
    <>
      <p>{t('disk', words)}</p>
      {disk.state === 'ample' ? null : <ProblemText>{t(disk.state === 'full' ? 'diskFull' : 'diskLow')}</ProblemText>}
    </>
  )
}
