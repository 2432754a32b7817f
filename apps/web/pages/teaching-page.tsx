import type { Me } from '#capabilities/identity/contract.ts'
import { TeachingReview } from '#capabilities/imaging/web/index.tsx'

/** A copy for teaching under review, or as it is used. */
export const TeachingPage = ({ me, copyId }: { me: Me; copyId: string }) => <TeachingReview me={me} copyId={copyId} />
