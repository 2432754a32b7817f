import { useQuery } from '@tanstack/react-query'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Empty, Panel, Waiting } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import style from './identity.module.css'
import { looksOf } from './looks.ts'
import { accessesQuery } from './queries.ts'
import { identityWords } from './words.ts'

/** Who looked at a patient's data, newest first. */
export function AccessesPanel({ patientId }: { patientId: string }) {
  const t = useWords(identityWords)
  const now = useNow(60_000)
  const accesses = useQuery(accessesQuery(patientId))
  return (
    <Panel title={t('accesses')}>
      {accesses.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {accesses.data?.length === 0 ? <Empty>{t('nobodyLooked')}</Empty> : null}
      <ul className={style['rows']}>
        {looksOf(accesses.data ?? [])
          .slice(0, 30)
          .map((access, index) => (
            // rows of a log have no identity of their own but their place
            <li key={`${access.at}-${String(index)}`}>
              <span>
                {access.person ? `${access.person.title} ${access.person.fullName}` : '—'}{' '}
                <span className="small dim">{t(access.kind)}</span>
              </span>
              <span className="small dim">
                {access.outcome === 'refused' ? `${t('refused')} · ` : ''}
                <span className="figure">{whenText(access.at, now)}</span>
              </span>
            </li>
          ))}
      </ul>
    </Panel>
  )
}
