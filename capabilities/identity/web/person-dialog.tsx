import { useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import type { WantedRole } from '../contract/people.ts'
import style from './identity.module.css'
import type { Listed } from './people-panel.tsx'
import { RoleEntry } from './role-entry.tsx'
import { usePersonChanges } from './use-person-changes.ts'
import { identityWords } from './words.ts'

type Props = { facilityId: string; person: Listed; onClose: () => void }

const newRole: WantedRole = { role: 'doctor', specialty: null, department: '' }

/** What a person is at the facility: roles, disabling, a new password. */
export function PersonDialog({ facilityId, person, onClose }: Props) {
  const t = useWords(identityWords)
  const { save, disable, enable, reset } = usePersonChanges({ facilityId, personId: person.id }, onClose)
  const [roles, setRoles] = useState<WantedRole[]>(
    person.roles.map(({ role, specialty, department }) => ({ role, specialty, department })),
  )
  const toggle = person.isDisabled ? enable : disable
  const problem = useProblem(save.error ?? disable.error ?? enable.error ?? reset.error)
  const saveButton = (
    <Button kind="primary" onPress={() => save.mutate(roles)} isBusy={save.isPending}>
      {t('saveRoles')}
    </Button>
  )
  return (
    <Dialog
      title={`${person.title} ${person.fullName}`.trim()}
      isOpen
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('close')}</Button>
          {roles.length > 0 ? saveButton : null}
        </>
      }
    >
      {/* the focus begins at a text: at a choice it would open its list */}
      <p className="dim" data-autofocus tabIndex={-1}>
        {person.email}
      </p>
      <RolesEntry roles={roles} onChange={setRoles} />
      <span className={style['row']}>
        <Button onPress={() => setRoles([...roles, newRole])}>{t('addRole')}</Button>
        <Button onPress={() => reset.mutate()} isBusy={reset.isPending}>
          {t('resetPassword')}
        </Button>
        <Button onPress={() => toggle.mutate()} isBusy={toggle.isPending}>
          {person.isDisabled ? t('enable') : t('disable')}
        </Button>
      </span>
      {reset.data ? (
        <div role="status">
          <p>{t('passwordOnce')}</p>
          <p className={`figure ${style['code']}`}>{reset.data.password}</p>
        </div>
      ) : null}
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}

function RolesEntry({ roles, onChange }: { roles: WantedRole[]; onChange: (roles: WantedRole[]) => void }) {
  const t = useWords(identityWords)
  return (
    <ul className={style['roles']}>
      {roles.map((role, index) => (
        // entries of a form have no identity of their own but their place
        <li key={String(index)}>
          <RoleEntry role={role} onChange={(next) => onChange(roles.with(index, next))} />
          {roles.length > 1 ? (
            <Button kind="quiet" onPress={() => onChange(roles.toSpliced(index, 1))}>
              {t('removeRole')}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
