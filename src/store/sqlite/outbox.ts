import type { Delivery, Outbox, Tried, WebhookState } from '../../engine/outbox.ts';
import type { Connection } from './connection.ts';
import { guarded, openReading, openWithin } from './database.ts';

type Fresh = Omit<Delivery, 'number' | 'tries'>;

/** Opens an existing store for the webhooks of the engine that runs in this process.
 * @throws StoreError (as a rejection): there is none, or it is not what this version writes */
export async function openSqliteOutbox(file: string): Promise<Outbox> {
  return new SqliteOutbox(file, openWithin(file));
}

/** The same for looking at it, from another process.
 * @throws StoreError (as a rejection), as for the engine's, and where something is to be written */
export async function openSqliteOutboxReader(file: string): Promise<Outbox> {
  return new SqliteOutbox(file, openReading(file));
}

class SqliteOutbox implements Outbox {
  readonly #file: string;
  readonly #db: Connection;

  constructor(file: string, db: Connection) {
    this.#file = file;
    this.#db = db;
  }

  async follow(urls: readonly string[]): Promise<void> {
    this.#write((db) => {
      const known = JSON.stringify(urls);
      db.prepare<[string]>('DELETE FROM webhooks WHERE url NOT IN (SELECT value FROM json_each(?))').run(
        known,
      );
      // the greatest number that was ever given, whether or not that fact is still there
      db.prepare<[string]>(
        `INSERT INTO webhooks (url, cursor)
         SELECT value, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'facts'), 0) FROM json_each(?) WHERE true
         ON CONFLICT (url) DO NOTHING`,
      ).run(known);
    });
  }

  async put(url: string, cursor: number, deliveries: readonly Fresh[]): Promise<void> {
    this.#write((db) => {
      db.prepare<[number, string]>('UPDATE webhooks SET cursor = max(cursor, ?) WHERE url = ?').run(
        cursor,
        url,
      );
      const insert = db.prepare<[string, string, string, string, string, number, number]>(
        `INSERT INTO deliveries (url, callback_id, id, event, body, made_at, next_at) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (url, id) DO NOTHING`,
      );
      for (const { callback, id, event, body, madeAt } of deliveries) {
        insert.run(url, callback, id, event, body, Math.round(madeAt), Math.round(madeAt));
      }
    });
  }

  /** Looks through them in their order, and stops at the last that is wanted: the plus keeps SQLite from putting all in order first. */
  async due(url: string, wall: number, limit: number): Promise<Delivery[]> {
    return guarded(this.#file, () =>
      this.#db
        .prepare<[string, number, number], Delivery>(
          `SELECT number, id, callback_id AS callback, event, body, made_at AS madeAt, tries FROM deliveries AS due
           WHERE +url = ? AND next_at <= ? AND NOT EXISTS (
             SELECT 1 FROM deliveries WHERE url = due.url AND callback_id = due.callback_id AND number < due.number)
           ORDER BY number LIMIT ?`,
        )
        .all(url, Math.round(wall), limit),
    );
  }

  async tried(url: string, delivery: number, wall: number, result: Tried): Promise<void> {
    this.#write((db) => {
      const at = Math.round(wall);
      if (result.is === 'failed') {
        const later = 'UPDATE deliveries SET tries = tries + 1, next_at = ? WHERE number = ?';
        db.prepare<[number, number]>(later).run(Math.round(result.nextAt), delivery);
      } else {
        db.prepare<[number]>('DELETE FROM deliveries WHERE number = ?').run(delivery);
      }
      if (result.is === 'sent') {
        const well = 'UPDATE webhooks SET last_success = ?, failure = NULL WHERE url = ?';
        db.prepare<[number, string]>(well).run(at, url);
      } else {
        db.prepare<[number, string, number, string]>(
          'UPDATE webhooks SET last_failure = ?, failure = ?, given_up = given_up + ? WHERE url = ?',
        ).run(at, result.why, result.is === 'givenUp' ? 1 : 0, url);
      }
    });
  }

  async state(): Promise<WebhookState[]> {
    return guarded(this.#file, () =>
      this.#db
        .prepare<[], WebhookState>(
          `SELECT url, cursor, last_success AS lastSuccess, last_failure AS lastFailure, failure, given_up AS givenUp,
             (SELECT count(*) FROM deliveries WHERE deliveries.url = webhooks.url) AS pending,
             (SELECT min(made_at) FROM deliveries WHERE deliveries.url = webhooks.url) AS oldest
           FROM webhooks ORDER BY url`,
        )
        .all(),
    );
  }

  async close(): Promise<void> {
    guarded(this.#file, () => void this.#db.close());
  }

  #write(work: (db: Connection) => void): void {
    guarded(this.#file, () => this.#db.transaction(() => work(this.#db)).immediate());
  }
}
