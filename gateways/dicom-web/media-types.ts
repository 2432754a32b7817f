/** One media type of an Accept header, with its parameters in lower case. */
export type MediaType = { type: string; parameters: Record<string, string> }

/** The media types of an Accept header, as they stand (RFC 9110 12.5.1); `*` alone when there is none. */
export function acceptedTypes(header: string | undefined): MediaType[] {
  const types = splitOutsideQuotes(header ?? '', ',').flatMap((part) => {
    const [type, ...parameters] = splitOutsideQuotes(part, ';').map((each) => each.trim())
    if (!type || !/^[\w*+.-]+\/[\w*+.-]+$/.test(type)) return []
    const pairs = parameters.map((each) => {
      const [name = '', value = ''] = each.split('=', 2)
      return [name.trim().toLowerCase(), value.trim().replaceAll('"', '').toLowerCase()]
    })
    return [{ type: type.toLowerCase(), parameters: Object.fromEntries(pairs) as Record<string, string> }]
  })
  return types.length > 0 ? types : [{ type: '*/*', parameters: {} }]
}

function splitOutsideQuotes(text: string, by: string): string[] {
  const parts = ['']
  let isQuoted = false
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted
    if (character === by && !isQuoted) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts
}

/** HTJ2K by resolution, without loss. */
export const htj2k = '1.2.840.10008.1.2.4.202'
const explicitLittleEndian = '1.2.840.10008.1.2.1'
const anyHtj2k = new Set(['*', htj2k, '1.2.840.10008.1.2.4.201'])

/** How frames are to be sent: as HTJ2K or as plain samples, in parts or the one alone; null when neither is wanted. */
export type FrameForm = { as: 'htj2k' | 'samples'; inParts: boolean }

/** The form that the first media type asks for which we have (PS3.18 8.7.3). */
export function frameFormOf(accepted: readonly MediaType[]): FrameForm | null {
  for (const { type, parameters } of accepted) {
    const inParts = type === 'multipart/related'
    const wanted = inParts ? (parameters['type'] ?? '*/*') : type
    const syntax = parameters['transfer-syntax']
    if (type === '*/*' || wanted === '*/*') return { as: 'htj2k', inParts: true }
    if (wanted === 'image/jphc' && (!syntax || anyHtj2k.has(syntax))) return { as: 'htj2k', inParts }
    if (wanted !== 'application/octet-stream') continue
    if (!syntax || syntax === explicitLittleEndian) return { as: 'samples', inParts }
    if (anyHtj2k.has(syntax)) return { as: 'htj2k', inParts }
  }
  return null
}
