import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import pg from 'pg'
import { newId } from '#platform/server/new-id.ts'
import { ownSteps } from './auth-steps.ts'

const dutyShiftSeconds = 12 * 60 * 60

/** What sign-in needs from the configuration. */
export type AuthOptions = { databaseUrl: string; secret: string; publicUrl: string }

const snake = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]))

const twoFactorFields = snake('userId', 'backupCodes', 'failedVerificationCount', 'lockedUntil')

/** Who has signed in, with the cookies that say so. */
export type SignedIn = { cookies: Headers; personId: string }

/** What the product asks of sign-in; null where better-auth refuses. Cookies come back as `set-cookie` headers. */
export type Auth = {
  /** `personId` is null while the second step is owed. */
  signIn(
    body: { email: string; password: string },
    headers: Headers,
  ): Promise<{ cookies: Headers; personId: string | null } | null>
  /** Whose second step these headers owe; null when none is owed or it is too late. */
  whoOwesSecondStep(headers: Headers): Promise<string | null>
  verifyTotp(code: string, headers: Headers): Promise<SignedIn | null>
  /** Completes a sign-in with a back-up code; each works once. */
  redeemBackupCode(code: string, headers: Headers): Promise<SignedIn | null>
  /** Begins a session for somebody who proved by other means who they are; it ends at `until`. */
  beginSession(personId: string, until: Date, headers: Headers): Promise<Headers>
  startTotp(password: string, headers: Headers): Promise<{ uri: string; backupCodes: string[] } | null>
  signOut(headers: Headers): Promise<Headers>
  readSession(headers: Headers): Promise<{ personId: string; sessionId: string; hasTotp: boolean } | null>
  /** True when the password is that of the person; asked again before each signature. */
  isPasswordOf(personId: string, password: string): Promise<boolean>
  hashPassword(password: string): Promise<string>
  close(): Promise<void>
}

const nullWhenRefused = (error: unknown): null => {
  if (error instanceof APIError && error.statusCode < 500) return null
  throw error
}

/**
 * Sign-in by better-auth on our own tables. Its HTTP routes are not mounted: our endpoints call it, so that each call
 * passes the one gate (permission, origin, rate, audit) and nothing of it is reachable that we do not list.
 */
export function createAuth(options: AuthOptions): Auth {
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 4, options: '-c search_path=identity' })
  pool.on('error', () => undefined)
  const { api, $context } = configure(pool, options)
  return {
    signIn: async (body, headers) => {
      const begun = await api.signInEmail({ body, headers, returnHeaders: true }).catch(nullWhenRefused)
      const owesStep = begun && 'twoFactorRedirect' in begun.response
      return begun && { cookies: begun.headers, personId: owesStep ? null : begun.response.user.id }
    },
    whoOwesSecondStep: async (headers) => (await api.whoOwesSecondStep({ headers })).personId,
    verifyTotp: async (code, headers) => {
      const verified = await api.verifyTOTP({ body: { code }, headers, returnHeaders: true }).catch(nullWhenRefused)
      return verified && { cookies: verified.headers, personId: verified.response.user.id }
    },
    redeemBackupCode: async (code, headers) => {
      const redeemed = await api
        .verifyBackupCode({ body: { code }, headers, returnHeaders: true })
        .catch(nullWhenRefused)
      return redeemed && { cookies: redeemed.headers, personId: redeemed.response.user.id }
    },
    beginSession: async (personId, until, headers) =>
      (await api.beginSession({ body: { personId, until }, headers, returnHeaders: true })).headers,
    startTotp: async (password, headers) => {
      const started = await api.enableTwoFactor({ body: { password }, headers }).catch(nullWhenRefused)
      return started && 'totpURI' in started ? { uri: started.totpURI, backupCodes: started.backupCodes } : null
    },
    signOut: async (headers) => (await api.signOut({ headers, returnHeaders: true })).headers,
    readSession: async (headers) => {
      const found = await api.getSession({ headers })
      return (
        found && { personId: found.user.id, sessionId: found.session.id, hasTotp: found.user.twoFactorEnabled === true }
      )
    },
    isPasswordOf: async (personId, password) => {
      const context = await $context
      const accounts = await context.internalAdapter.findAccounts(personId)
      const hash = accounts.find((account) => account.providerId === 'credential')?.password
      return hash ? await context.password.verify({ hash, password }) : false
    },
    hashPassword: async (password) => await (await $context).password.hash(password),
    close: async () => await pool.end(),
  }
}

const configure = (pool: pg.Pool, options: AuthOptions) =>
  betterAuth({
    appName: 'Tuyến',
    baseURL: options.publicUrl,
    secret: options.secret,
    database: pool,
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 200 },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    user: { modelName: 'login', fields: snake('emailVerified', 'createdAt', 'updatedAt') },
    session: {
      modelName: 'login_session',
      fields: snake('userId', 'expiresAt', 'ipAddress', 'userAgent', 'createdAt', 'updatedAt'),
      expiresIn: dutyShiftSeconds,
      // a sign-in lasts the shift: it is not prolonged by use, nor is one by PIN beyond the shift of its password
      disableSessionRefresh: true,
    },
    account: {
      modelName: 'login_account',
      fields: snake(
        ...['userId', 'accountId', 'providerId', 'accessToken', 'refreshToken', 'idToken'],
        ...['accessTokenExpiresAt', 'refreshTokenExpiresAt', 'createdAt', 'updatedAt'],
      ),
    },
    verification: { modelName: 'login_verification', fields: snake('expiresAt', 'createdAt', 'updatedAt') },
    advanced: {
      cookiePrefix: 'tuyen',
      useSecureCookies: options.publicUrl.startsWith('https://'),
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true, path: '/' },
      database: { generateId: () => newId() },
    },
    plugins: [
      ownSteps(),
      twoFactor({
        issuer: 'Tuyến',
        // guesses are counted by withinGuesses, in the write
        accountLockout: { enabled: false },
        schema: {
          user: { fields: snake('twoFactorEnabled') },
          twoFactor: { modelName: 'login_two_factor', fields: twoFactorFields },
        },
      }),
    ],
  })
