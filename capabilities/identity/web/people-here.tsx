import type { OutputOf } from '#platform/contract/endpoint.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import type { getSharedDevice } from '../contract/device.ts'
import type { PersonBrief } from '../contract.ts'
import style from './identity.module.css'
import { identityWords } from './words.ts'

type Props = {
  people: OutputOf<typeof getSharedDevice>['people']
  onPick: (person: PersonBrief) => void
  onOther: () => void
}

/** The letters that stand for a face: the first of the family name and of the given name. */
const initials = (fullName: string): string => {
  const words = fullName.trim().split(/\s+/)
  const [first = ''] = words
  return words.length > 1 ? `${first.charAt(0)}${words.at(-1)?.charAt(0) ?? ''}` : first.charAt(0)
}

/** Whose turn it is: the names of those who signed in at this computer by password in the last hours. */
export function PeopleHere({ people, onPick, onOther }: Props) {
  const t = useWords(identityWords)
  return (
    <section aria-label={t('whoseTurn')} className={style['turns']}>
      <h2>{t('whoseTurn')}</h2>
      <ul className={style['faces']}>
        {people.map(({ person, returnBy }) => (
          <li key={person.id}>
            <button type="button" onClick={() => (returnBy === 'pin' ? onPick(person) : onOther())}>
              <span className={style['face']} aria-hidden="true">
                {initials(person.fullName)}
              </span>
              <span>
                <b>{`${person.title} ${person.fullName}`.trim()}</b>
                {returnBy === 'pin' ? null : <span className="small dim"> {t(returnBy)}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <span>
        <Button kind="quiet" onPress={onOther}>
          {t('byPassword')}
        </Button>
      </span>
    </section>
  )
}
