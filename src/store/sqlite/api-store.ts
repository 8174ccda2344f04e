import type { ApiRole, ApiStore, GivenAnswer, KeptAnswer, TokenHolder } from '../../engine/access.ts';
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
  return {
    addToken: (holder, hash) => ask(() => addToken(db, holder, hash)),
    removeToken: (name) =>
      ask(() => db.prepare<[string]>('DELETE FROM api_tokens WHERE name = ?').run(name).changes > 0),
    tokens: () =>
      ask(() =>
        db.prepare<[], TokenRow>('SELECT name, role, made_at FROM api_tokens ORDER BY name').all(),
      ).then((rows) => rows.map(holderOf)),
    holderOf: (hash) =>
      ask(() => db.prepare<[string], TokenRow>('SELECT * FROM api_tokens WHERE hash = ?').get(hash)).then(
        (row) => row && holderOf(row),
      ),
    answer: (who, key, since) => ask(() => answer(db, who, key, since)),
    close: () => ask(() => void db.close()),
  };
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
