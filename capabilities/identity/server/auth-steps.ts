import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'

const twoFactorCookie = 'two_factor'

/** Two steps that better-auth has no call for, as a plugin of it: sessions and cookies stay its own. No route is mounted. */
export const ownSteps = () => ({
  id: 'own-steps' as const,
  endpoints: {
    beginSession: createAuthEndpoint(
      '/begin-session',
      {
        method: 'POST',
        body: z.object({ personId: z.guid(), until: z.date() }),
        requireHeaders: true,
        metadata: { SERVER_ONLY: true },
      },
      async (ctx) => {
        const { internalAdapter } = ctx.context
        const user = await internalAdapter.findUserById(ctx.body.personId)
        if (!user) throw new Error('a session was asked for nobody')
        const session = await internalAdapter.createSession(user.id, false, { expiresAt: ctx.body.until }, true)
        await setSessionCookie(ctx, { session, user })
        return ctx.json({ sessionId: session.id })
      },
    ),
    whoOwesSecondStep: createAuthEndpoint(
      '/who-owes-second-step',
      { method: 'GET', requireHeaders: true, metadata: { SERVER_ONLY: true } },
      async (ctx) => {
        const { name } = ctx.context.createAuthCookie(twoFactorCookie)
        const identifier = await ctx.getSignedCookie(name, ctx.context.secret)
        const owed = identifier ? await ctx.context.internalAdapter.findVerificationValue(identifier) : null
        return ctx.json({ personId: owed && owed.expiresAt > new Date() ? owed.value : null })
      },
    ),
  },
})
