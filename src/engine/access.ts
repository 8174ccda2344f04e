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
