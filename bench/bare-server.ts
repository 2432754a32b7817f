// The barest honest pipeline: POST, one INSERT committed, NOTIFY, one ws send to one of the connected sites.
import { createServer } from 'node:http'
import pg from 'pg'
import { type WebSocket, WebSocketServer } from 'ws'

const url = process.argv[2] ?? ''
const pool = new pg.Pool({ connectionString: url, max: 20 })
const listener = new pg.Client({ connectionString: url })
const sites = new Map<string, WebSocket>()

await pool.query(
  'create table if not exists public.bare_request (id bigserial primary key, site text not null, body jsonb not null, at timestamptz not null default now())',
)
await listener.connect()
await listener.query('listen bare')
listener.on('notification', (message) => {
  const [site = '', id = ''] = (message.payload ?? '').split(' ')
  sites.get(site)?.send(id)
})

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => void answer(Buffer.concat(parts).toString()).then((id) => response.end(id)))
})

async function answer(body: string): Promise<string> {
  const { site } = JSON.parse(body) as { site: string }
  const { rows } = await pool.query<{ id: string }>({
    name: 'ask',
    text: "with made as (insert into public.bare_request (site, body) values ($1, $2) returning id) select id, pg_notify('bare', $1 || ' ' || id) from made",
    values: [site, body],
  })
  return rows[0]?.id ?? ''
}

new WebSocketServer({ server }).on('connection', (socket, request) => {
  const site = request.url?.slice(1) ?? ''
  sites.set(site, socket)
  socket.on('close', () => sites.delete(site))
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address && typeof address === 'object') process.stdout.write(`port ${address.port}\n`)
})
