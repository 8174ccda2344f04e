import type { DoNotCall } from '../../core/callback/do-not-call.ts';
import type { Fact } from '../../core/facts.ts';
import type { CustomerChoice } from '../../core/model/customer.ts';
import type { Standard } from '../../core/standard/standard.ts';
import type { MachineTable } from '../../engine/machines.ts';
import type { AwayChanges, Batch, ClockRecord, JournalEntry, NumberedFact } from '../../engine/store-port.ts';
import { answerWriter } from './api-store.ts';
import { auditWriter } from './audit-writer.ts';
import type { Connection } from './connection.ts';
import { machineWriter } from './machines.ts';
import { programmeWriter } from './programmes.ts';
import { STATE_VERSION } from './upgrade/upgrade.ts';

type SyncLevel = 'FULL' | 'NORMAL';

/** Writes batches, each in one transaction. */
export class Writer {
  private readonly db: Connection;
  private readonly apply: (batch: Batch) => NumberedFact[];
  private level: SyncLevel | undefined;

  constructor(db: Connection, machines: MachineTable) {
    this.db = db;
    const machine = machineWriter(db, machines);
    const fact = factWriter(db);
    const entry = journalWriter(db);
    const audit = auditWriter(db);
    const answer = answerWriter(db);
    const customer = customerWriter(db);
    const forget = remover(db, 'customers');
    const doNotCall = doNotCallWriter(db);
    const callAgain = remover(db, 'do_not_call');
    const programmes = programmeWriter(db);
    const away = awayWriter(db);
    const transaction = db.transaction((batch: Batch) => {
      batch.journal.forEach(entry);
      for (const [kind, states] of Object.entries(batch.machines)) {
        for (const state of states) machine(kind, state);
      }
      const facts = batch.facts.map((one) => ({ number: fact(one), fact: one }));
      batch.audit.forEach(audit);
      batch.answers.forEach(answer);
      batch.forgotten.forEach(forget);
      batch.customers.forEach(customer);
      programmes(batch.programmes);
      away(batch.away);
      batch.mayCallAgain.forEach(callAgain);
      batch.doNotCall.forEach(doNotCall);
      return facts;
    });
    this.apply = (batch) => transaction.immediate(batch);
  }

  /** When this returns, a durable batch is on the disk: power may fail, and it is there. Any other survives the end of
   * the process, and is on the disk with the next durable one at the latest. */
  commit(batch: Batch): NumberedFact[] {
    this.sync(batch.durable ? 'FULL' : 'NORMAL');
    return this.apply(batch);
  }

  /** They are the same for ever: an edition that is there already says the same. */
  keepEditions(editions: ReadonlyMap<string, Standard>): void {
    const insert = this.db.prepare<[string, string]>(
      'INSERT INTO editions (edition, standard) VALUES (?, ?) ON CONFLICT (edition) DO NOTHING',
    );
    this.db
      .transaction(() => {
        for (const [edition, standard] of editions) insert.run(edition, JSON.stringify(standard));
      })
      .immediate();
  }

  keepClockRecord({ seenAt, steadySince }: ClockRecord): void {
    const sql = `INSERT INTO clock (only, seen_at, steady_since) VALUES (1, ?, ?)
      ON CONFLICT (only) DO UPDATE SET seen_at = excluded.seen_at, steady_since = excluded.steady_since`;
    const since = steadySince === null ? null : Math.round(steadySince);
    this.db.prepare<[number, number | null]>(sql).run(Math.round(seenAt), since);
  }

  /** What this connection writes next need not be on the disk before the next durable commit. */
  relax(): void {
    this.sync('NORMAL');
  }

  /** Cannot be changed inside a transaction. */
  private sync(level: SyncLevel): void {
    if (level === this.level) return;
    this.db.pragma(`synchronous = ${level}`);
    this.level = level;
  }
}

/** Appends facts; returns the number of each. */
export function factWriter(db: Connection): (fact: Fact) => number {
  const insert = db.prepare<[number, string | null, string | null, string]>(
    'INSERT INTO facts (wall, call_id, callback_id, fact) VALUES (?, ?, ?, ?)',
  );
  return (fact) => {
    const { call = null, callback = null, at } = fact;
    return insert.run(Math.round(at.wall), call, callback, JSON.stringify(fact)).lastInsertRowid;
  };
}

function journalWriter(db: Connection): (entry: JournalEntry) => void {
  const insert = db.prepare<[number, number, string, string, string]>(
    `INSERT INTO journal (wall, mono, machine, id, input, version) VALUES (?, ?, ?, ?, ?, ${STATE_VERSION})`,
  );
  return ({ at, machine, id, input }) => {
    insert.run(at.wall, at.mono, machine, id, JSON.stringify(input ?? null));
  };
}

function customerWriter(db: Connection): (choice: CustomerChoice) => void {
  const upsert = db.prepare<[string, string, number]>(
    `INSERT INTO customers (number, language, at) VALUES (?, ?, ?)
     ON CONFLICT (number) DO UPDATE SET language = excluded.language, at = excluded.at`,
  );
  return ({ number, language, at }) => {
    upsert.run(number, language, Math.round(at));
  };
}

function doNotCallWriter(db: Connection): (entry: DoNotCall) => void {
  const upsert = db.prepare<[string, string, string, number]>(
    `INSERT INTO do_not_call (number, by, why, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (number) DO UPDATE SET by = excluded.by, why = excluded.why, at = excluded.at`,
  );
  return ({ number, by, why, at }) => {
    upsert.run(number, by, why, Math.round(at));
  };
}

function remover(db: Connection, table: 'customers' | 'do_not_call'): (number: string) => void {
  const remove = db.prepare<[string]>(`DELETE FROM ${table} WHERE number = ?`);
  return (number) => {
    remove.run(number);
  };
}

function awayWriter(db: Connection): (changes: AwayChanges) => void {
  const insert = db.prepare<[string]>('INSERT INTO away_taken (key) VALUES (?) ON CONFLICT (key) DO NOTHING');
  const remove = db.prepare<[string]>('DELETE FROM away_taken WHERE key = ?');
  return ({ taken, gone }) => {
    for (const key of gone) remove.run(key);
    for (const key of taken) insert.run(key);
  };
}
