import type { Fact } from '../../core/facts.ts';
import type { AuditEntry, AuditLog } from '../../engine/audit.ts';
import { auditWriter } from './audit-writer.ts';
import type { Connection } from './connection.ts';
import { guarded, openBeside } from './database.ts';
import { factWriter } from './write.ts';

interface Row {
  readonly wall: number;
  readonly who: string;
  readonly says_to_be: string | null;
  readonly did: AuditEntry['did'];
  readonly call_id: string | null;
  readonly callback_id: string | null;
  readonly detail: string;
}

/** Opens an existing store for somebody who works beside the engine, in a process of their own: it is written to for a moment
 * only, so that no call waits.
 * @throws StoreError (as a rejection): there is none, or it is not what this version writes */
export async function openSqliteAuditLog(file: string): Promise<AuditLog> {
  const db = openBeside(file);
  const fact = factWriter(db);
  const entry = auditWriter(db);
  const note = db.transaction((what: AuditEntry, facts: readonly Fact[]) => {
    entry(what);
    facts.forEach(fact);
  });
  return {
    note: async (what, facts = []) => guarded(file, () => note.immediate(what, facts)),
    entries: async (limit) => guarded(file, () => entries(db, limit)),
    close: async () => guarded(file, () => void db.close()),
  };
}

function entries(db: Connection, limit: number): AuditEntry[] {
  const sql =
    'SELECT wall, who, says_to_be, did, call_id, callback_id, detail FROM audit ORDER BY number DESC LIMIT ?';
  const rows = db.prepare<[number], Row>(sql).all(limit);
  return rows.map(({ says_to_be, call_id, callback_id, ...row }) => ({
    ...row,
    ...(says_to_be === null ? {} : { saysToBe: says_to_be }),
    call: call_id,
    ...(callback_id === null ? {} : { callback: callback_id }),
  }));
}
