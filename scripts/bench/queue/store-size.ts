import { openReading } from '../../../src/store/sqlite/database.ts';

/** What a store holds. */
export interface StoreSize {
  /** Of the journal and the facts. */
  readonly rows: number;
  readonly bytes: number;
}

export function sizeOf(file: string): StoreSize {
  const db = openReading(file);
  try {
    const sql = 'SELECT (SELECT count(*) FROM journal) + (SELECT count(*) FROM facts) AS rows';
    const rows = db.prepare<[], { rows: number }>(sql).get()?.rows ?? 0;
    const [pages, size] = ['page_count', 'page_size'].map((one) => Number(db.pragma(one, { simple: true })));
    return { rows, bytes: (pages ?? 0) * (size ?? 0) };
  } finally {
    db.close();
  }
}
