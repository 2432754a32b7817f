import { type Endpoint, pathKeys } from './endpoint.ts'

/** The address of an endpoint with the path's keys filled in, and what is left of the input. */
export function addressOf(
  endpoint: Endpoint,
  input: Record<string, unknown>,
): { url: string; rest: Record<string, unknown> } {
  const rest = { ...input }
  let url: string = endpoint.path
  for (const key of pathKeys(endpoint.path)) {
    url = url.replace(`{${key}}`, encodeURIComponent(String(rest[key])))
    delete rest[key]
  }
  return { url, rest }
}
