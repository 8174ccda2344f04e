import type { ApiBooks, ApiRole, KeptAnswer, TokenHolder } from '../../engine/access.ts';
import { type Connection, guarded, openBeside } from './database.ts';

interface TokenRow {
  readonly name: string;
  readonly role: ApiRole;
  readonly made_at: number;
}

/** Opens what the API keeps in an existing store: the engine's API, or a command beside it.
 * @throws StoreError (as a rejection): there is none, or it is not what this version writes */
export async function openSqliteApiBooks(file: string): Promise<ApiBooks> {
  const db = openBeside(file);
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
    keepAnswer: (who, key, kept, at, since) => ask(() => keepAnswer(db, { who, key, kept, at, since })),
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

interface Keeping {
  readonly who: string;
  readonly key: string;
  readonly kept: KeptAnswer;
  readonly at: number;
  readonly since: number;
}

function keepAnswer(db: Connection, { who, key, kept, at, since }: Keeping): void {
  const forget = db.prepare<[number]>('DELETE FROM api_answers WHERE at < ?');
  const keep = db.prepare<[string, string, string, string, number]>(
    `INSERT INTO api_answers (who, key, request, answer, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (who, key) DO NOTHING`,
  );
  db.transaction(() => {
    forget.run(since);
    keep.run(who, key, kept.request, kept.answer, Math.round(at));
  }).immediate();
}
