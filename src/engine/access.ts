/** Who may do what by the HTTP API: each of them all that those before it may. */
export const API_ROLES = ['operator', 'supervisor', 'admin'] as const;
/** The roles of the API. */
export type ApiRole = (typeof API_ROLES)[number];

/** Whether that role is enough for what is another's. */
export function allows(role: ApiRole, needed: ApiRole): boolean {
  return API_ROLES.indexOf(role) >= API_ROLES.indexOf(needed);
}

/** A person or program with a token of their own. */
export interface TokenHolder {
  readonly name: string;
  readonly role: ApiRole;
  /** UTC ms. */
  readonly madeAt: number;
}

/** The stored answer to a request that may come again. */
export interface KeptAnswer {
  /** The SHA-256 of what was asked. */
  readonly request: string;
  /** As JSON. */
  readonly answer: string;
}

/** The answer to a request, stored in the same commit as the change. */
export interface GivenAnswer extends KeptAnswer {
  readonly who: string;
  /** The key by which the request comes again. */
  readonly key: string;
  /** UTC ms. */
  readonly at: number;
  /** Answers from before, UTC ms, are forgotten. */
  readonly since: number;
}

/** The API's own part of the store: tokens and given answers. */
export interface ApiStore {
  /** False where somebody of that name has one. `hash`: the SHA-256 of the token. */
  addToken(holder: TokenHolder, hash: string): Promise<boolean>;
  /** False where nobody of that name has one. It opens nothing from then on. */
  removeToken(name: string): Promise<boolean>;
  /** By name. */
  tokens(): Promise<TokenHolder[]>;
  holderOf(hash: string): Promise<TokenHolder | undefined>;
  /** What `who` was answered to the request of this key, at `since` (UTC ms) or later. */
  answer(who: string, key: string, since: number): Promise<KeptAnswer | undefined>;
  close(): Promise<void>;
}
