import pg from 'pg'

type Row = { head: string; lines: string[] | null; tail: string[] | null }

const tables = `
  select format('create table %I.%I', n.nspname, c.relname) as head,
    (select array_agg(format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attnotnull then ' not null' else '' end,
        coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) order by a.attnum)
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as lines,
    (select array_agg(line order by line) from (
      select '  constraint ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
        where conrelid = c.oid and contype <> 'n'
      union all
      select '  index ' || pg_get_indexdef(indexrelid) from pg_index where indrelid = c.oid
        and not exists (select 1 from pg_constraint k where k.conindid = indexrelid)
      union all
      select format('  policy %s for %s to %s using %s check %s', policyname, cmd, array_to_string(roles, ', '), qual, with_check)
        from pg_policies where schemaname = n.nspname and tablename = c.relname
      union all
      select format('  row security %s, forced %s', c.relrowsecurity, c.relforcerowsecurity)
      union all
      select format('  grant %s', string_agg(distinct privilege_type, ', ')) from information_schema.role_table_grants
        where table_schema = n.nspname and table_name = c.relname and grantee = 'tuyen_app' having count(*) > 0
    ) as each (line)) as tail
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any ($1) and c.relkind = 'r' order by n.nspname, c.relname`

const functions = `
  select pg_get_functiondef(p.oid) as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = any ($1) order by n.nspname, p.proname`

/** The schema as text, for reading and for finding drift: tables, constraints, indexes, policies, functions. */
export async function describeSchema(url: string, schemas: string[]): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const found = await client.query<Row>(tables, [schemas])
    const parts = found.rows.map(
      (row) => `${row.head} (\n${[...(row.lines ?? []), ...(row.tail ?? [])].join('\n')}\n)\n`,
    )
    const code = await client.query<{ text: string }>(functions, [schemas])
    const head = '-- Generated from the migrations by `node db/generate.ts`; to be read, not run.\n'
    return [head, ...parts, ...code.rows.map((row) => row.text)].join('\n')
  } finally {
    await client.end()
  }
}
