import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Standard } from '../../core/standard/standard.ts';
import type { CallbackFilter, CallbackQuery } from '../../engine/callback-query.ts';
import { MACHINES, type MachineTable } from '../../engine/machines.ts';
import type {
  Batch,
  CallFilter,
  ClockRecord,
  NumberedFact,
  RecordFilter,
  Store,
} from '../../engine/store-port.ts';
import { callRecords } from './call-records.ts';
import { callbackRecords } from './callback-records.ts';
import type { Connection } from './connection.ts';
import { guarded, makePrivate, openReading, openWriting } from './database.ts';
import { StoreError, toStoreError, toWriteError } from './error.ts';
import { prune } from './prune.ts';
import { Reader } from './read.ts';
import { countSetAside, setAside } from './states.ts';
import { Writer } from './write.ts';

/** Opens the engine's store, making the file where there is none.
 * @param machines the kinds of machines whose states are stored
 * @throws StoreError (as a rejection): the file is no store of ours, of a newer version, or cannot be written */
export async function openSqliteStore(file: string, machines: MachineTable = MACHINES): Promise<Store> {
  const db = openWriting(file);
  return new SqliteStore(file, db, new Reader(db, machines), new Writer(db, machines));
}

/** Opens a store for reading, in another process than the engine's, while the engine runs or after. Writing is refused.
 * @throws StoreError (as a rejection): there is none, or it is not what this version reads */
export async function openSqliteReader(file: string): Promise<Store> {
  const db = openReading(file);
  return new SqliteStore(file, db, new Reader(db, MACHINES), null);
}

/** Both ports on one connection. */
class SqliteStore implements Store {
  private readonly file: string;
  private readonly db: Connection;
  private readonly reader: Reader;
  private readonly writer: Writer | null;

  constructor(file: string, db: Connection, reader: Reader, writer: Writer | null) {
    this.file = file;
    this.db = db;
    this.reader = reader;
    this.writer = writer;
  }

  async commit(batch: Batch): Promise<readonly NumberedFact[]> {
    const writer = this.writing();
    try {
      return writer.commit(batch);
    } catch (error) {
      throw toWriteError(error, this.file);
    }
  }

  async load() {
    const kept = this.read((reader) => reader.load());
    if (this.writer) guarded(this.file, () => setAside(this.db, kept.unreadable));
    return kept;
  }

  async unreadableStates() {
    return this.read(() => countSetAside(this.db));
  }

  async calls(filter: CallFilter) {
    return this.read((reader) => reader.calls(filter));
  }

  async call(id: string) {
    return this.read((reader) => reader.call(id));
  }

  async callbacks(query: CallbackQuery) {
    return this.read((reader) => reader.callbacks(query));
  }

  async countCallbacks(filter: CallbackFilter) {
    return this.read((reader) => reader.countCallbacks(filter));
  }

  async callbackIds(beginning: string, limit: number) {
    return this.read((reader) => reader.callbackIds(beginning, limit));
  }

  async endedCallbacks(since: number) {
    return this.read((reader) => reader.endedCallbacks(since));
  }

  async callback(id: string) {
    return this.read((reader) => reader.callback(id));
  }

  async customerHistory(number: string, most: number) {
    return this.read((reader) => reader.customerHistory(number, most));
  }

  async records(filter: RecordFilter) {
    return this.read((reader) => reader.records(filter));
  }

  async facts(after: number, limit: number) {
    return this.read((reader) => reader.facts(after, limit));
  }

  async lastFact() {
    return this.read((reader) => reader.lastFact());
  }

  callRecords(period: { readonly from: number; readonly to: number }) {
    return callRecords(period, (query) => {
      this.mustBeOpen();
      return guarded(this.file, () => query(this.db));
    });
  }

  callbackRecords(period: { readonly from: number; readonly to: number }) {
    return callbackRecords(period, (query) => {
      this.mustBeOpen();
      return guarded(this.file, () => query(this.db));
    });
  }

  async factsApart(period: { readonly from: number; readonly to: number }) {
    return this.read((reader) => reader.factsApart(period));
  }

  async agents() {
    return this.read((reader) => reader.agents());
  }

  async programmes() {
    return this.read((reader) => reader.programmes().list());
  }

  async programmeRows(programme: string) {
    return this.read((reader) => reader.programmes().rows(programme));
  }

  async keepEditions(editions: ReadonlyMap<string, Standard>) {
    const writer = this.writing();
    guarded(this.file, () => writer.keepEditions(editions));
  }

  async editions() {
    return this.read((reader) => reader.editions());
  }

  async clockRecord() {
    return this.read((reader) => reader.clockRecord());
  }

  async keepClockRecord(record: ClockRecord) {
    const writer = this.writing();
    guarded(this.file, () => writer.keepClockRecord(record));
  }

  async prune(wall: number): Promise<number> {
    const writer = this.writing();
    return await this.guardedAsync(() => prune(this.db, wall, () => writer.relax()));
  }

  async backup(file: string): Promise<void> {
    this.mustBeOpen();
    // Under another name until it is whole: whoever finds `file` can rely on it.
    const part = `${file}.part`;
    await this.guardedAsync(async () => {
      mkdirSync(dirname(file), { recursive: true });
      rmSync(part, { force: true });
      makePrivate(part);
      await this.db.backup(part);
      renameSync(part, file);
    });
  }

  async close(): Promise<void> {
    guarded(this.file, () => this.db.close());
  }

  private read<T>(query: (reader: Reader) => T): T {
    this.mustBeOpen();
    return guarded(this.file, () => query(this.reader));
  }

  private writing(): Writer {
    this.mustBeOpen();
    if (this.writer !== null) return this.writer;
    const cure = 'Ask the running engine to do it.';
    throw new StoreError('STORE_READ_ONLY', `${this.file} was opened for reading only`, cure);
  }

  private mustBeOpen(): void {
    if (this.db.open) return;
    throw new StoreError('STORE_CLOSED', `${this.file} has been closed`, 'Start again.');
  }

  private async guardedAsync<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.mustBeOpen();
      throw toStoreError(error, this.file);
    }
  }
}
