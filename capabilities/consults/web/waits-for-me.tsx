import type { Me } from '#capabilities/identity/contract.ts'
import { GapsOnDesk } from '#capabilities/identity/web/index.tsx'
import { WaitingStudiesOnDesk } from '#capabilities/imaging/web/index.tsx'
import { ReviewsOnDesk } from './reviews-on-desk.tsx'

/** What waits for me beside the cases: reviews of a leader, gaps in the roster of a planner, images without a patient. */
export const WaitsForMe = ({ me, now }: { me: Me; now: number }) => (
  <>
    <ReviewsOnDesk me={me} now={now} />
    <GapsOnDesk me={me} now={now} />
    <WaitingStudiesOnDesk me={me} now={now} />
  </>
)
