import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { disablePerson, enablePerson, resetPassword, updateRoles, type WantedRole } from '../contract/people.ts'
import style from './identity.module.css'
import type { Listed } from './people-panel.tsx'
import { RoleEntry } from './role-entry.tsx'
import { identityWords } from './words.ts'

type Props = { facilityId: string; person: Listed; onClose: () => void }

const newRole: WantedRole = { role: 'doctor', specialty: null, department: '' }

/** What a person is at the facility: roles, disabling, a new password. */
export function PersonDialog({ facilityId, person, onClose }: Props) {
  const t = useWords(identityWords)
  const queries = useQueryClient()
  const who = { facilityId, personId: person.id }
  const [roles, setRoles] = useState<WantedRole[]>(
    person.roles.map(({ role, specialty, department }) => ({ role, specialty, department })),
  )
  const renew = async () => await queries.invalidateQueries({ queryKey: ['people', facilityId] })
  const close = async () => {
    onClose()
    await renew()
  }
  const save = useMutation({ mutationFn: async () => await call(updateRoles, { ...who, roles }), onSuccess: close })
  const toggle = useMutation({
    mutationFn: async () => await call(person.isDisabled ? enablePerson : disablePerson, who),
    onSuccess: close,
  })
  const reset = useMutation({ mutationFn: async () => await call(resetPassword, who), onSuccess: renew })
  const problem = useProblem(save.error ?? toggle.error ?? reset.error)
  return (
    <Dialog
      title={`${person.title} ${person.fullName}`.trim()}
      isOpen
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('close')}</Button>
          <Button kind="primary" onPress={() => save.mutate()} isBusy={save.isPending}>
            {t('saveRoles')}
          </Button>
        </>
      }
    >
      <p className="dim">{person.email}</p>
      <ul className={style['roles']}>
        {roles.map((role, index) => (
          // entries of a form have no identity of their own but their place
          <li key={String(index)}>
            <RoleEntry role={role} onChange={(next) => setRoles(roles.with(index, next))} />
            {roles.length > 1 ? (
              <Button kind="quiet" onPress={() => setRoles(roles.toSpliced(index, 1))}>
                {t('removeRole')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
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
