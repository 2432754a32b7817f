import { globSync, readFileSync } from 'node:fs'

const schemas =
  'network|identity|records|imaging|sessions|pathways|consults|pharmacy|visits|monitoring|programmes|library|reporting'
const table = new RegExp(`['"\`\\s(](${schemas})\\.[a-z_]+\\b`, 'g')
const usesTables = /\b(selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin)\(\s*['"]|sql(<[^>]*>)?`/

/** Every place at which a capability names a table that belongs to another one. Only reporting may. */
export function trespasses(root: string): string[] {
  const found: string[] = []
  for (const file of globSync('capabilities/*/server/**/*.ts', { cwd: root })) {
    if (/(\.test|-under-test)\.ts$/.test(file)) continue
    const own = file.split('/')[1]
    const text = readFileSync(`${root}/${file}`, 'utf8')
    if (own === 'reporting' || !usesTables.test(text)) continue
    for (const match of text.matchAll(table)) {
      const isAllowed = match[1] === own || match[0].includes('records.may_see')
      if (!isAllowed) found.push(`${file} names ${match[0].trim().replace(/^['"`(]/, '')}`)
    }
  }
  return found
}
