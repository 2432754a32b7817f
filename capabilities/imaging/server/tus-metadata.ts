/** The pairs of an Upload-Metadata header: a key, a space, a value in base64, separated by commas. */
export function tusMetadataOf(header: unknown): Record<string, string> {
  if (typeof header !== 'string') return {}
  const pairs = header.split(',').map((pair) => pair.trim().split(' '))
  return Object.fromEntries(pairs.map(([key = '', value = '']) => [key, Buffer.from(value, 'base64').toString('utf8')]))
}
