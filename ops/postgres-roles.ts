import { Client } from 'pg'

/** The two roles of the product: the owner migrates, the application is bound by row-level security. */
export interface RolePasswords {
  owner: string
  app: string
}

/** Creates or repairs the roles `tuyen_owner` and `tuyen_app`; safe to call from several processes at once. */
export async function ensureRoles(
  superuserUrl: string,
  passwords: RolePasswords,
  ownerMayCreateDatabases = false,
): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    await client.query('BEGIN')
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('tuyen-roles'))`)
    const ownerRights = `NOSUPERUSER NOBYPASSRLS NOCREATEROLE ${ownerMayCreateDatabases ? 'CREATEDB' : 'NOCREATEDB'}`
    await ensureRole(client, 'tuyen_owner', ownerRights, passwords.owner)
    await ensureRole(client, 'tuyen_app', 'NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB', passwords.app)
    await client.query('COMMIT')
  })
}

/** Creates the database of the product, which belongs to its owner and is closed to everybody else but the application. */
export async function ensureDatabase(superuserUrl: string, database: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    const name = client.escapeIdentifier(database)
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${name} OWNER tuyen_owner`)
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`)
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO tuyen_app`)
  })
}

async function ensureRole(client: Client, role: string, rights: string, password: string): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])
  const verb = found.rowCount === 0 ? 'CREATE' : 'ALTER'
  await client.query(`${verb} ROLE ${role} LOGIN ${rights} PASSWORD ${client.escapeLiteral(password)}`)
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
