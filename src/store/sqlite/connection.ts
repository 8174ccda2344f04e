import type Database from 'better-sqlite3';

/** An open SQLite database; only database.ts opens one. */
export type Connection = Database;
