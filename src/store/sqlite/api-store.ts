import type { ApiRole, GivenAnswer, KeptAnswer, TokenHolder, User, UserRecord } from '../../engine/access.ts';
import type { ApiStore } from '../../engine/api-store.ts';
import type { AuditEntry } from '../../engine/audit.ts';
import { auditWriter } from './audit-writer.ts';
import type { Connection } from './connection.ts';
import { guarded, openBeside, openWithin } from './database.ts';

interface TokenRow {
  readonly name: string;
  readonly role: ApiRole;
  readonly made_at: number;
}

/** Opens what the API keeps in an existing store, for a command beside the engine.
 * @throws StoreError (as a rejection): there is none, or it is not what this version writes */
export async function openSqliteApiStore(file: string): Promise<ApiStore> {
  return booksOf(file, openBeside(file));
}

/** The same in the engine's own process: nothing waits there for a lock.
 * @throws StoreError (as a rejection), likewise */
export async function openSqliteApiStoreWithin(file: string): Promise<ApiStore> {
  return booksOf(file, openWithin(file));
}

function booksOf(file: string, db: Connection): ApiStore {
  const ask = async <T>(work: () => T): Promise<T> => guarded(file, work);
  const change = recordedChange(db);
  return {
    addToken: (holder, hash, audit) => ask(() => change(audit, () => addToken(db, holder, hash))),
    removeToken: (name, audit) =>
      ask(() => change(audit, () => hasChanged(db, 'DELETE FROM api_tokens WHERE name = ?', name))),
    tokens: () =>
      ask(() =>
        db.prepare<[], TokenRow>('SELECT name, role, made_at FROM api_tokens ORDER BY name').all(),
      ).then((rows) => rows.map(holderOf)),
    holderOf: (hash) =>
      ask(() => db.prepare<[string], TokenRow>('SELECT * FROM api_tokens WHERE hash = ?').get(hash)).then(
        (row) => row && holderOf(row),
      ),
    ...usersOf(db, ask, change),
    answer: (who, key, since) => ask(() => answer(db, who, key, since)),
    close: () => ask(() => void db.close()),
  };
}

/** Makes a change and puts it on record, in one transaction; false, and nothing on record, where it changes nothing. */
type RecordedChange = (audit: AuditEntry, work: () => boolean) => boolean;

function recordedChange(db: Connection): RecordedChange {
  const record = auditWriter(db);
  const both = db.transaction((audit: AuditEntry, work: () => boolean) => {
    const changed = work();
    if (changed) record(audit);
    return changed;
  });
  return (audit, work) => both.immediate(audit, work);
}

function hasChanged(db: Connection, sql: string, ...of: string[]): boolean {
  return db.prepare<string[]>(sql).run(...of).changes > 0;
}

interface UserRow extends TokenRow {
  readonly password: string;
}

function usersOf(
  db: Connection,
  ask: <T>(work: () => T) => Promise<T>,
  change: RecordedChange,
): Pick<ApiStore, 'addUser' | 'setPassword' | 'removeUser' | 'users' | 'user'> {
  const one = db.prepare<[string], UserRow>('SELECT * FROM users WHERE name = ?');
  const changed = (audit: AuditEntry, sql: string, ...of: string[]) =>
    ask(() => change(audit, () => hasChanged(db, sql, ...of)));
  return {
    addUser: (user, audit) => ask(() => change(audit, () => addUser(db, user))),
    setPassword: (name, password, audit) =>
      changed(audit, 'UPDATE users SET password = ? WHERE name = ?', password, name),
    removeUser: (name, audit) => changed(audit, 'DELETE FROM users WHERE name = ?', name),
    users: async () => {
      const sql = 'SELECT name, role, made_at FROM users ORDER BY name';
      return (await ask(() => db.prepare<[], TokenRow>(sql).all())).map(userOf);
    },
    user: async (name) => {
      const row = await ask(() => one.get(name));
      return row && { ...userOf(row), password: row.password };
    },
  };
}

function addUser(db: Connection, { name, role, password, madeAt }: UserRecord): boolean {
  const insert = db.prepare<[string, string, string, number]>(
    'INSERT INTO users (name, role, password, made_at) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO NOTHING',
  );
  return insert.run(name, role, password, Math.round(madeAt)).changes > 0;
}

function userOf({ name, role, made_at }: TokenRow): User {
  return { name, role, madeAt: made_at };
}

function holderOf({ name, role, made_at }: TokenRow): TokenHolder {
  return { name, role, madeAt: made_at };
}

function addToken(db: Connection, { name, role, madeAt }: TokenHolder, hash: string): boolean {
  const insert = db.prepare<[string, string, string, number]>(
    'INSERT INTO api_tokens (name, role, hash, made_at) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO NOTHING',
  );
  return insert.run(name, role, hash, Math.round(madeAt)).changes > 0;
}

function answer(db: Connection, who: string, key: string, since: number): KeptAnswer | undefined {
  const sql = 'SELECT request, answer FROM api_answers WHERE who = ? AND key = ? AND at >= ?';
  return db.prepare<[string, string, number], KeptAnswer>(sql).get(who, key, since);
}

/** Keeps answers, and forgets those that are too old to be asked for again; part of a transaction. */
export function answerWriter(db: Connection): (answer: GivenAnswer) => void {
  const forget = db.prepare<[number]>('DELETE FROM api_answers WHERE at < ?');
  const keep = db.prepare<[string, string, string, string, number]>(
    `INSERT INTO api_answers (who, key, request, answer, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (who, key) DO NOTHING`,
  );
  return ({ who, key, request, answer, at, since }) => {
    forget.run(since);
    keep.run(who, key, request, answer, Math.round(at));
  };
}
