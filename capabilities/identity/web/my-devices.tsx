import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Panel, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import style from './identity.module.css'
import { switchPushOff, switchPushOn } from './push.ts'
import { pushStateQuery, ringDevicesQuery } from './queries.ts'
import { thisDevice } from './this-device.ts'
import { identityWords } from './words.ts'

const aMinute = 60_000

/** Where I am rung: this browser while no page is open, my other screens, my telephone. */
export function MyDevices() {
  const t = useWords(identityWords)
  const now = useNow(aMinute)
  const queries = useQueryClient()
  const state = useQuery(pushStateQuery)
  const devices = useQuery(ringDevicesQuery)
  const change = useMutation({
    mutationFn: async (isOn: boolean) => (isOn ? await switchPushOn() : await switchPushOff()),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['push-state'] })
      await queries.invalidateQueries({ queryKey: ['ring-devices'] })
    },
  })
  const problem = useProblem(change.error ?? devices.error)
  const isOn = state.data === 'on'
  const mayChange = isOn || state.data === 'off'
  return (
    <Panel title={t('whereIRing')}>
      <ul className={style['rows']}>
        <li>
          <span>
            {t('pushHere')} <span className="small dim">{state.data ? t(`push-${state.data}`) : t('loading')}</span>
          </span>
          {mayChange ? (
            <Button onPress={() => change.mutate(!isOn)} isBusy={change.isPending}>
              {t(isOn ? 'pushSwitchOff' : 'pushSwitchOn')}
            </Button>
          ) : null}
        </li>
        <li>
          <span>
            {t('phoneForSms')}{' '}
            <span className={devices.data?.phone ? 'figure' : 'small dim'}>
              {devices.data?.phone ?? t('noPhoneYet')}
            </span>
          </span>
        </li>
        {devices.data?.devices
          .filter((each) => each.deviceId !== thisDevice().deviceId)
          .map((each) => (
            <li key={each.deviceId}>
              <span>
                {each.label || t('computer')}{' '}
                <span className="small dim">
                  {[
                    each.isArmed ? t('screenArmed') : t('screenSilent'),
                    each.hasPush ? t('push-on') : '',
                    whenText(each.seenAt, now),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
            </li>
          ))}
      </ul>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Panel>
  )
}
