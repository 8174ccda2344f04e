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

/** A person who signs in to the console with a name and a password. */
export interface User {
  readonly name: string;
  readonly role: ApiRole;
  /** UTC ms. */
  readonly madeAt: number;
}

/** A user with what is stored of the password: its hash, with the salt and how it was made. */
export interface UserRecord extends User {
  readonly password: string;
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

/** The API's own part of the store: tokens, users and given answers. */
export interface ApiStore {
  /** False where somebody of that name has one. `hash`: the SHA-256 of the token. */
  addToken(holder: TokenHolder, hash: string): Promise<boolean>;
  /** False where nobody of that name has one. It opens nothing from then on. */
  removeToken(name: string): Promise<boolean>;
  /** By name. */
  tokens(): Promise<TokenHolder[]>;
  holderOf(hash: string): Promise<TokenHolder | undefined>;
  /** False where there is one of that name. */
  addUser(user: UserRecord): Promise<boolean>;
  /** False where there is none of that name. */
  setPassword(name: string, password: string): Promise<boolean>;
  /** False where there is none of that name. */
  removeUser(name: string): Promise<boolean>;
  /** By name. */
  users(): Promise<User[]>;
  user(name: string): Promise<UserRecord | undefined>;
  /** What `who` was answered to the request of this key, at `since` (UTC ms) or later. */
  answer(who: string, key: string, since: number): Promise<KeptAnswer | undefined>;
  close(): Promise<void>;
}
