import { createHash, randomBytes } from 'node:crypto'

// Crockford's digits: none of them is taken for another when it is read aloud or typed from paper
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 16

/** A new code of 80 random bits in four groups, e.g. `7KQ2-9D4M-XW0T-3HBN`. */
export function newEdgeCode(): string {
  const text = [...randomBytes(length)].map((byte) => digits[byte % digits.length]).join('')
  return text.match(/.{4}/g)?.join('-') ?? text
}

/** What is kept of a code, however it was typed. */
export const edgeCodeHash = (typed: string): Buffer =>
  createHash('sha256')
    .update(
      typed
        .toUpperCase()
        .replaceAll('O', '0')
        .replaceAll(/[IL]/g, '1')
        .replaceAll(/[^0-9A-Z]/g, ''),
    )
    .digest()
