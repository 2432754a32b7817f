import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { notice } from '#platform/web/ui/notices.tsx'
import { Panel, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { stopSharing } from '../contract/device.ts'
import type { Me } from '../contract.ts'
import { ChangePasswordForm } from './change-password-form.tsx'
import style from './identity.module.css'
import { sharedDeviceQuery } from './queries.ts'
import { SetPinForm } from './set-pin-form.tsx'
import { identityWords } from './words.ts'

/** How I sign in: my password, my PIN for shared computers, and whether this computer is one. */
export function MyAccount({ me }: { me: Me }) {
  const t = useWords(identityWords)
  const queries = useQueryClient()
  const [open, setOpen] = useState<'password' | 'pin' | null>(null)
  const device = useQuery(sharedDeviceQuery)
  const stop = useMutation({
    mutationFn: async () => await call(stopSharing, {}),
    onSuccess: async () => await queries.invalidateQueries({ queryKey: ['shared-device'] }),
  })
  const problem = useProblem(stop.error)
  const done = (text: string) => () => {
    setOpen(null)
    notice(text)
    void queries.invalidateQueries({ queryKey: ['me'] })
  }
  const close = () => setOpen(null)
  const cancel = <Button onPress={close}>{t('cancel')}</Button>
  return (
    <Panel title={t('howISignIn')}>
      <ul className={`${style['rows']} ${style['facts']}`}>
        <li>
          <span>
            {t('password')} <span className="small dim">{me.email}</span>
          </span>
          <Button onPress={() => setOpen('password')}>{t('changePassword')}</Button>
        </li>
        <li>
          <span>
            {t('pin')} <span className="small dim">{me.hasPin ? t('pinIsSet') : t('pinWhy')}</span>
          </span>
          <Button onPress={() => setOpen('pin')}>{me.hasPin ? t('newPin') : t('setPin')}</Button>
        </li>
        {device.data?.facilityName ? (
          <li>
            <span>
              {t('thisIsShared')} <span className="small dim">{device.data.facilityName}</span>
            </span>
            <Button onPress={() => stop.mutate()} isBusy={stop.isPending}>
              {t('stopSharing')}
            </Button>
          </li>
        ) : null}
      </ul>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <Dialog title={t('changePassword')} isOpen={open === 'password'} onClose={close} actions={cancel}>
        <ChangePasswordForm onDone={done(t('passwordChanged'))} />
      </Dialog>
      <Dialog title={t('pin')} isOpen={open === 'pin'} onClose={close} actions={cancel}>
        <SetPinForm onDone={done(t('pinIsSetNow'))} />
      </Dialog>
    </Panel>
  )
}
