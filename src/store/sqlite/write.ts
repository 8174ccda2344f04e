import type { AgentState } from '../../core/agents/state.ts';
import type { CallState } from '../../core/call/state.ts';
import { isDone } from '../../core/call/step.ts';
import type { DoNotCall } from '../../core/callback/do-not-call.ts';
import type { CallbackState } from '../../core/callback/state.ts';
import type { Fact } from '../../core/facts.ts';
import type { CustomerChoice } from '../../core/model/customer.ts';
import type { OutageState } from '../../core/outage/state.ts';
import type { Standard } from '../../core/standard/standard.ts';
import type { AuditEntry } from '../../engine/audit.ts';
import type { AwayChanges, Batch, JournalEntry, NumberedFact } from '../../engine/ports.ts';
import { answerWriter } from './api-books.ts';
import type { Connection } from './database.ts';
import { programmeWriter } from './programmes.ts';
import { STATE_VERSION } from './upgrade/upgrade.ts';

type SyncLevel = 'FULL' | 'NORMAL';

/** Writes batches, each in one transaction. */
export class Writer {
  private readonly db: Connection;
  private readonly apply: (batch: Batch) => NumberedFact[];
  private level: SyncLevel | undefined;

  constructor(db: Connection) {
    this.db = db;
    const call = callWriter(db);
    const callback = callbackWriter(db);
    const agent = agentWriter(db);
    const fact = factWriter(db);
    const entry = journalWriter(db);
    const audit = auditWriter(db);
    const answer = answerWriter(db);
    const outage = outageWriter(db);
    const customer = customerWriter(db);
    const forget = remover(db, 'customers');
    const doNotCall = doNotCallWriter(db);
    const callAgain = remover(db, 'do_not_call');
    const programmes = programmeWriter(db);
    const away = awayWriter(db);
    const transaction = db.transaction((batch: Batch) => {
      batch.journal.forEach(entry);
      batch.calls.forEach(call);
      batch.callbacks.forEach(callback);
      batch.agents.forEach(agent);
      const facts = batch.facts.map((one) => ({ number: fact(one), fact: one }));
      batch.audit.forEach(audit);
      batch.answers.forEach(answer);
      batch.outages.forEach(outage);
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

  /** Cannot be changed inside a transaction. */
  private sync(level: SyncLevel): void {
    if (level === this.level) return;
    this.db.pragma(`synchronous = ${level}`);
    this.level = level;
  }
}

function callWriter(db: Connection): (call: CallState) => void {
  const upsert = db.prepare<[string, string, number, number | null, string]>(
    `INSERT INTO calls (id, line, arrived_at, ended_at, state, version) VALUES (?, ?, ?, ?, ?, ${STATE_VERSION})
     ON CONFLICT (id) DO UPDATE SET line = excluded.line, arrived_at = excluded.arrived_at,
       ended_at = excluded.ended_at, state = excluded.state`,
  );
  return (call) => {
    // one that has still to be written down is loaded again: its callback waits for how it went
    const ended = isDone(call) && call.endedAt !== null ? Math.round(call.endedAt) : null;
    upsert.run(call.id, call.line, Math.round(call.arrivedAt.wall), ended, JSON.stringify(call));
  };
}

function callbackWriter(db: Connection): (callback: CallbackState) => void {
  const upsert = db.prepare<[string, string | null, string, string, number, number, number | null, string]>(
    `INSERT INTO callbacks (id, from_call, line, status, promised_at, due_at, closed_at, state, version)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ${STATE_VERSION})
     ON CONFLICT (id) DO UPDATE SET from_call = excluded.from_call, line = excluded.line, status = excluded.status,
       promised_at = excluded.promised_at, due_at = excluded.due_at, closed_at = excluded.closed_at,
       state = excluded.state`,
  );
  return (callback) => {
    const { id, from, line, status, promisedAt, dueAt } = callback;
    const closed = 'at' in status ? Math.round(status.at) : null;
    const state = JSON.stringify(callback);
    upsert.run(id, from, line, status.is, Math.round(promisedAt), Math.round(dueAt), closed, state);
  };
}

function agentWriter(db: Connection): (agent: AgentState) => void {
  const upsert = db.prepare<[string, string]>(
    `INSERT INTO agents (id, state, version) VALUES (?, ?, ${STATE_VERSION})
     ON CONFLICT (id) DO UPDATE SET state = excluded.state`,
  );
  return (agent) => {
    upsert.run(agent.id, JSON.stringify(agent));
  };
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

/** Appends to the audit log. */
export function auditWriter(db: Connection): (entry: AuditEntry) => void {
  const insert = db.prepare<[number, string, string, string | null, string | null, string]>(
    'INSERT INTO audit (wall, who, did, call_id, callback_id, detail) VALUES (?, ?, ?, ?, ?, ?)',
  );
  return ({ wall, who, did, call, callback = null, detail }) => {
    insert.run(Math.round(wall), who, did, call, callback, detail);
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

function outageWriter(db: Connection): (outage: OutageState) => void {
  const upsert = db.prepare<[string, number, string]>(
    `INSERT INTO outages (id, until, state, version) VALUES (?, ?, ?, ${STATE_VERSION})
     ON CONFLICT (id) DO UPDATE SET until = excluded.until, state = excluded.state`,
  );
  return (outage) => {
    upsert.run(outage.id, Math.round(outage.endedAt ?? outage.until), JSON.stringify(outage));
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
