import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { toInstantOrNull } from '#platform/contract/instant.ts'
import { judgeDocument } from '#platform/server/signature/document-verdict.ts'
import { readSeal, type Seal } from '#platform/server/signature/seal.ts'
import type { SignatureProvider } from '#platform/server/signature/signature-provider.ts'
import type * as contract from '../contract/verify-document.ts'
import type { Verdict } from '../contract/verify-document.ts'

type Believed = { signature: SignatureProvider | null; seal: Seal | null }

/** Judges a document by the roots of the provider and by the seal of this installation; nothing of it is kept. */
export async function verifyDocument(
  { signature, seal }: Believed,
  input: ParsedOf<typeof contract.verifyDocument>,
): Promise<Verdict> {
  const bytes = Buffer.from(input.pdf, 'base64')
  const found = readSeal(bytes, seal ? [seal.publicKeyPem] : [])
  const judged = await judgeDocument(bytes, (await signature?.trustedRoots()) ?? [])
  const isSealed = found !== undefined && judged.signatures.length === 0
  return {
    isSound: isSealed ? found.holds && found.isTrusted : judged.isSound,
    problems: isSealed ? [] : judged.problems,
    seal: found ? { holds: found.holds, isOurs: found.isTrusted, fingerprint: found.fingerprint } : null,
    signatures: judged.signatures.map((each) => ({
      slot: each.fieldName,
      signerName: each.signerName,
      signerTitle: each.signerTitle,
      location: each.location,
      reason: each.reason,
      signedAt: toInstantOrNull(each.signedAt ?? null),
      chain: each.chain,
      isValid: each.isValid,
      problems: each.problems,
    })),
  }
}
