import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Empty, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { revokeSharedDevice } from '../contract/device.ts'
import style from './identity.module.css'
import { sharedDevicesQuery } from './queries.ts'
import { identityWords } from './words.ts'

const aMinute = 60_000

/** The shared computers of a facility: who may come back there by PIN, and a way to end each. */
export function SharedDevicesPanel({ facilityId }: { facilityId: string }) {
  const t = useWords(identityWords)
  const now = useNow(aMinute)
  const queries = useQueryClient()
  const devices = useQuery(sharedDevicesQuery(facilityId))
  const revoke = useMutation({
    mutationFn: async (deviceId: string) => await call(revokeSharedDevice, { facilityId, deviceId }),
    onSuccess: async () => await queries.invalidateQueries({ queryKey: ['shared-devices', facilityId] }),
  })
  const problem = useProblem(devices.error ?? revoke.error)
  return (
    <Panel title={t('sharedDevices')}>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {devices.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {devices.data?.length === 0 ? <Empty>{t('noSharedDevices')}</Empty> : null}
      <ul className={style['rows']}>
        {devices.data?.map((device) => (
          <li key={device.id}>
            <span>
              {device.label || t('computer')}{' '}
              <span className="small dim">
                {t('markedBy', {
                  name: device.markedBy ? `${device.markedBy.title} ${device.markedBy.fullName}`.trim() : '—',
                  time: whenText(device.markedAt, now),
                })}
              </span>
              <br />
              <span className="small">
                {device.people.map((person) => `${person.title} ${person.fullName}`.trim()).join(', ') ||
                  t('nobodyHere')}
              </span>
            </span>
            <Button onPress={() => revoke.mutate(device.id)}>{t('endSharing')}</Button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
