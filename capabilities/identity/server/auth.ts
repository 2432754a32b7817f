import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import pg from 'pg'
import { newId } from '#platform/server/new-id.ts'

const dutyShiftSeconds = 12 * 60 * 60

/** What sign-in needs from the configuration. */
export type AuthOptions = { databaseUrl: string; secret: string; publicUrl: string }

const snake = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]))

const twoFactorFields = snake('userId', 'backupCodes', 'failedVerificationCount', 'lockedUntil')

/** What the product asks of sign-in; null where better-auth refuses. Cookies come back as `set-cookie` headers. */
export type Auth = {
  signIn(
    body: { email: string; password: string },
    headers: Headers,
  ): Promise<{ cookies: Headers; isSecondStep: boolean } | null>
  verifyTotp(code: string, headers: Headers): Promise<Headers | null>
  startTotp(password: string, headers: Headers): Promise<{ uri: string; backupCodes: string[] } | null>
  signOut(headers: Headers): Promise<Headers>
  readSession(headers: Headers): Promise<{ personId: string; sessionId: string; hasTotp: boolean } | null>
  /** True when the password is that of the person; asked again before each signature. */
  isPasswordOf(personId: string, password: string): Promise<boolean>
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
      return begun && { cookies: begun.headers, isSecondStep: 'twoFactorRedirect' in begun.response }
    },
    verifyTotp: async (code, headers) => {
      const verified = await api.verifyTOTP({ body: { code }, headers, returnHeaders: true }).catch(nullWhenRefused)
      return verified && verified.headers
    },
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
      updateAge: 60 * 60,
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
      twoFactor({
        issuer: 'Tuyến',
        schema: {
          user: { fields: snake('twoFactorEnabled') },
          twoFactor: { modelName: 'login_two_factor', fields: twoFactorFields },
        },
      }),
    ],
  })
