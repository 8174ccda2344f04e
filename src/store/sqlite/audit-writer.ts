import type { AuditEntry } from '../../engine/audit.ts';
import type { Connection } from './connection.ts';

/** Appends to the audit log. */
export function auditWriter(db: Connection): (entry: AuditEntry) => void {
  const insert = db.prepare<[number, string, string | null, string, string | null, string | null, string]>(
    'INSERT INTO audit (wall, who, says_to_be, did, call_id, callback_id, detail) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  return ({ wall, who, saysToBe = null, did, call, callback = null, detail }) => {
    insert.run(Math.round(wall), who, saysToBe, did, call, callback, detail);
  };
}
