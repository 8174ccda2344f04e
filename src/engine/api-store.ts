import type { KeptAnswer, TokenHolder, User, UserRecord } from './access.ts';
import type { AuditEntry } from './audit.ts';

/** The API's own part of the store: tokens, users and given answers. Each change is in one commit with its row of the audit log, and
 * where nothing changes nothing is put on record. */
export interface ApiStore {
  /** False where somebody of that name has one. `hash`: the SHA-256 of the token. */
  addToken(holder: TokenHolder, hash: string, audit: AuditEntry): Promise<boolean>;
  /** False where nobody of that name has one. It opens nothing from then on. */
  removeToken(name: string, audit: AuditEntry): Promise<boolean>;
  /** By name. */
  tokens(): Promise<TokenHolder[]>;
  holderOf(hash: string): Promise<TokenHolder | undefined>;
  /** False where there is one of that name. */
  addUser(user: UserRecord, audit: AuditEntry): Promise<boolean>;
  /** False where there is none of that name. */
  setPassword(name: string, password: string, audit: AuditEntry): Promise<boolean>;
  /** False where there is none of that name. */
  removeUser(name: string, audit: AuditEntry): Promise<boolean>;
  /** By name. */
  users(): Promise<User[]>;
  user(name: string): Promise<UserRecord | undefined>;
  /** What `who` was answered to the request of this key, at `since` (UTC ms) or later. */
  answer(who: string, key: string, since: number): Promise<KeptAnswer | undefined>;
  close(): Promise<void>;
}
