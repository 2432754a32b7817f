import { useQuery } from '@tanstack/react-query'
import { dutyQuery } from '#capabilities/identity/web/index.tsx'
import { FacilityPage } from '#capabilities/network/web/index.tsx'
import { timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Empty } from '#platform/web/ui/pieces.tsx'
import { shellWords } from '../shell/words.ts'

/** A facility with who is on duty there now. */
export function FacilityWithDutyPage({ facilityId }: { facilityId: string }) {
  const t = useWords(shellWords)
  const duty = useQuery(dutyQuery(facilityId))
  const rows = duty.data ?? []
  return (
    <FacilityPage
      facilityId={facilityId}
      duty={
        rows.length === 0 ? (
          <Empty>{t('nobodyOnDuty')}</Empty>
        ) : (
          <ul>
            {rows.map((shift) => (
              <li key={shift.id}>
                <b>{`${shift.person.title} ${shift.person.fullName}`.trim()}</b>{' '}
                <span className="small dim">
                  {shift.specialty ?? shift.position} · <span className="figure">{timeText(shift.endsAt)}</span>
                </span>
              </li>
            ))}
          </ul>
        )
      }
    />
  )
}
