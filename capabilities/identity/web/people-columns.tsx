import type { Say } from '#platform/web/i18n/words.ts'
import type { Column } from '#platform/web/ui/table.tsx'
import style from './identity.module.css'
import type { Listed } from './people-panel.tsx'
import { roleWord } from './role-entry.tsx'
import type { identityWords } from './words.ts'

type Options = {
  t: Say<(typeof identityWords)['words']>
  nameOf: (specialty: string) => string
  /** Opens one person; null for those who may only look. */
  onOpen: ((personId: string) => void) | null
}

/** What the list of people shows of each: who, what they are here, and how they prove it. */
export const peopleColumns = ({ t, nameOf, onOpen }: Options): Column<Listed>[] => [
  {
    key: 'name',
    head: t('fullName'),
    cell: (row) => (
      <>
        {onOpen ? (
          <button type="button" className={style['name']} onClick={() => onOpen(row.id)}>
            {fullNameOf(row)}
          </button>
        ) : (
          <b>{fullNameOf(row)}</b>
        )}
        <p className="small dim">{row.email}</p>
      </>
    ),
  },
  {
    key: 'roles',
    head: t('role'),
    cell: (row) =>
      row.isDisabled ? (
        <span className="dim">{t('isDisabled')}</span>
      ) : (
        row.roles.map((held) => (
          <p key={`${held.role}/${held.specialty ?? ''}/${held.department}`}>
            {[t(roleWord(held.role)), held.specialty && nameOf(held.specialty).toLocaleLowerCase('vi')]
              .filter(Boolean)
              .join(' ')}{' '}
            <span className="small dim">{held.department}</span>
          </p>
        ))
      ),
  },
  { key: 'steps', head: t('proof'), cell: (row) => (row.hasTotp ? t('twoSteps') : t('oneStep')) },
]

const fullNameOf = (row: Listed): string => `${row.title} ${row.fullName}`.trim()
