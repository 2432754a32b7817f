import { type IDBPDatabase, openDB } from 'idb'

type Sealed = { person: string; name: string; iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer }

const database = 'tuyen'
const store = 'sealed'

/**
 * What this screen keeps for one person: drafts and what waits to be sent, encrypted under a key that only the signed-in
 * session has. Another person, or nobody, cannot read it; the same person finds it again.
 */
export class Vault {
  readonly #person: string
  readonly #key: CryptoKey
  readonly #db: IDBPDatabase

  private constructor(person: string, key: CryptoKey, db: IDBPDatabase) {
    this.#person = person
    this.#key = key
    this.#db = db
  }

  /** Opens the person's part with their key (32 bytes, base64). */
  static async open(person: string, localKey: string): Promise<Vault> {
    const bytes = Uint8Array.from(atob(localKey), (letter) => letter.charCodeAt(0))
    const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
    const db = await openDB(database, 1, {
      upgrade: (fresh) => void fresh.createObjectStore(store, { keyPath: ['person', 'name'] }),
    })
    return new Vault(person, key, db)
  }

  /** Keeps a value under a name. */
  async keep(name: string, value: unknown): Promise<void> {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const plain = new TextEncoder().encode(JSON.stringify(value))
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, this.#key, plain)
    await this.#db.put(store, { person: this.#person, name, iv, data } satisfies Sealed)
  }

  /** The value kept under a name, or null; what cannot be read is as if it were not there. */
  async find(name: string): Promise<unknown> {
    const sealed = (await this.#db.get(store, [this.#person, name])) as Sealed | undefined
    if (!sealed) return null
    try {
      const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv }, this.#key, sealed.data)
      return JSON.parse(new TextDecoder().decode(plain))
    } catch {
      return null
    }
  }

  /** Forgets a name. */
  async forget(name: string): Promise<void> {
    await this.#db.delete(store, [this.#person, name])
  }

  /** The names kept that begin so. */
  async names(prefix: string): Promise<string[]> {
    const keys = (await this.#db.getAllKeys(store)) as [string, string][]
    return keys.filter(([person, name]) => person === this.#person && name.startsWith(prefix)).map(([, name]) => name)
  }

  close(): void {
    this.#db.close()
  }
}
