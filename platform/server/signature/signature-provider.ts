// Who makes digital signatures for people: a remote certificate authority, a hardware module, or the local demo.

/** The person who signs, as the certificate and the document name them. */
export type Signer = { personId: string; displayName: string; role: string; facility: string }

/** What is to be signed: the DER of the signed attributes, which name the document only by its digest. */
export type SigningRequest = {
  signer: Signer
  /** For a provider that hashes by itself, such as a token or module. */
  signedAttributes: Uint8Array
  /** For a provider that takes a digest, as the remote authorities do. */
  sha256: Uint8Array
}

/** Makes signatures; the private key never leaves it, and the document never reaches it. */
export interface SignatureProvider {
  /** For people, and for the record beside the signature. */
  readonly name: string
  /** True when its signatures have no legal force; pages and documents must say so. */
  readonly isDemo: boolean
  /** The signer's certificate first, then its issuers, in DER; throws `SignatureRefused`. */
  certificatesOf(signer: Signer): Promise<Uint8Array[]>
  /** The signature with the key of that certificate and SHA-256: PKCS #1 for RSA, DER for ECDSA; throws `SignatureRefused`. */
  sign(request: SigningRequest): Promise<Uint8Array>
  /** The roots (PEM) under which its signatures are believed, for those who verify. */
  trustedRoots(): Promise<string[]>
  /** A RFC 3161 time-stamp token over a SHA-256, in DER, from a time-stamp authority. */
  timestamp(sha256: Uint8Array): Promise<Uint8Array>
}

/** The provider does not sign: the person declined, has no certificate, or the authority cannot be reached. */
export class SignatureRefused extends Error {
  readonly because: 'declined' | 'no-certificate' | 'unreachable'
  constructor(because: SignatureRefused['because']) {
    super(`signature refused: ${because}`)
    this.because = because
  }
}
