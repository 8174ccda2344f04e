/** As much of better-sqlite3 13 as is used here; the package brings no types of its own. */
declare module 'better-sqlite3' {
  export interface Statement<Params extends readonly unknown[], Row> {
    run(...params: Params): { changes: number; lastInsertRowid: number };
    get(...params: Params): Row | undefined;
    all(...params: Params): Row[];
  }

  export interface Transaction<Args extends readonly unknown[], Result> {
    (...args: Args): Result;
    immediate(...args: Args): Result;
  }

  export interface Options {
    readonly?: boolean;
    fileMustExist?: boolean;
    /** Milliseconds to wait for another process's lock. */
    timeout?: number;
  }

  export default class Database {
    constructor(file: string, options?: Options);
    readonly open: boolean;
    readonly inTransaction: boolean;
    prepare<Params extends readonly unknown[] = [], Row = unknown>(sql: string): Statement<Params, Row>;
    transaction<Args extends readonly unknown[], Result>(
      work: (...args: Args) => Result,
    ): Transaction<Args, Result>;
    pragma(source: string, options: { simple: true }): unknown;
    pragma(source: string): unknown;
    exec(sql: string): this;
    /** A function that SQL can call. */
    function(name: string, options: { deterministic: boolean }, work: (...args: unknown[]) => unknown): this;
    backup(file: string): Promise<{ totalPages: number; remainingPages: number }>;
    close(): this;
  }
}
