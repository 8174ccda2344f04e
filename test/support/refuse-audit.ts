import Database from 'better-sqlite3';

/** From now on the store of this file takes no row of the audit log. Gives back what ends that. */
export function refuseAudit(file: string): () => void {
  const run = (sql: string) => {
    const db = new Database(file, { timeout: 2000 });
    db.exec(sql);
    db.close();
  };
  run("CREATE TRIGGER refuse_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'refused'); END");
  return () => run('DROP TRIGGER refuse_audit');
}
