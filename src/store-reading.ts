// What the API and webhooks read of the store. A list of 100,000, or the figures of a day, takes longer than any call may wait: it is
// read in a thread of its own.

import { Worker } from 'node:worker_threads';
import type { CallbackReportRequest } from './core/reports/callbacks/report.ts';
import type { FiguresWithOutlook } from './engine/callback-figures.ts';
import type { Delivery, Outbox } from './engine/outbox.ts';
import { StoreError, type StoreErrorCode } from './store/sqlite/error.ts';
import type { ApiQueries, TablePage, TableRequest } from './web/ports.ts';

/** The time zone of each line, and that of all other numbers. */
export interface LineZones {
  readonly lines: Readonly<Record<string, string>>;
  readonly other: string;
}

/** What is asked of the thread. */
export type ReadQuestion = { readonly id: number } & (
  | { readonly ask: keyof ApiQueries; readonly of: readonly unknown[] }
  | { readonly ask: 'due'; readonly of: Parameters<Outbox['due']> }
  | { readonly ask: 'tablePage'; readonly request: TableRequest }
  | { readonly ask: 'callbackFigures'; readonly request: CallbackReportRequest; readonly zones: LineZones }
);

/** What the thread says. `fault`: a fault of the program. */
export type ReadAnswer = { readonly id: number } & (
  | { readonly answer: unknown }
  | { readonly refused: { readonly code: StoreErrorCode; readonly cause: string; readonly cure: string } }
  | { readonly fault: string }
);

type Asked<Q> = Q extends unknown ? Omit<Q, 'id'> : never;

interface Pending {
  readonly question: Asked<ReadQuestion>;
  readonly go: (answer: unknown) => void;
  readonly fail: (error: Error) => void;
}

/** The question that the thread works on. */
interface Current extends Pending {
  readonly id: number;
  readonly timer: NodeJS.Timeout;
}

/** The longest lists and the figures of a year take some seconds. */
const LIMIT_MS = 30_000;
/** SQLite cannot be stopped within a step: a thread that is given up may go on for a while. No more of them than this. */
const MOST_GIVEN_UP = 3;
/** What reads many rows: the others go first. */
const LONG: ReadonlySet<ReadQuestion['ask']> = new Set([
  'callbacks',
  'countCallbacks',
  'customerHistory',
  'facts',
  'callbackFigures',
  'tablePage',
  'programmeRows',
]);

function tooLong(ms: number): StoreError {
  const cure = 'Ask for less: a shorter period, or fewer rows at once.';
  return new StoreError('STORE_READ_TOO_LONG', `the store was read for more than ${ms / 1000} s`, cure);
}

/** Reads a store in a thread of its own, which begins with the start or the first question, and writes what was committed into the store's
 * file. It works on one question at a time; one that
 * takes too long is given up with its thread, and the others go on in another. */
export class StoreReading {
  readonly queries: ApiQueries;
  readonly #address: string;
  readonly #limitMs: number;
  readonly #code: URL;
  #waiting: readonly Pending[] = [];
  #current: Current | null = null;
  #thread: Worker | null = null;
  #givenUp = 0;
  #asked = 0;

  /** @param limitMs after so long a question is given up
   * @param code what the thread runs */
  constructor(
    address: string,
    limitMs = LIMIT_MS,
    code = new URL('./store-reading-thread.ts', import.meta.url),
  ) {
    this.#address = address;
    this.#limitMs = limitMs;
    this.#code = code;
    const ask =
      (what: keyof ApiQueries) =>
      (...of: unknown[]) =>
        this.#ask({ ask: what, of });
    this.queries = {
      callbacks: ask('callbacks'),
      countCallbacks: ask('countCallbacks'),
      callback: ask('callback'),
      callbackIds: ask('callbackIds'),
      customerHistory: ask('customerHistory'),
      call: ask('call'),
      calls: ask('calls'),
      facts: ask('facts'),
      lastFact: ask('lastFact'),
      programmes: ask('programmes'),
      programmeRows: ask('programmeRows'),
    } as ApiQueries;
  }

  async tablePage(request: TableRequest): Promise<TablePage> {
    return (await this.#ask({ ask: 'tablePage', request })) as TablePage;
  }

  async callbackFigures(request: CallbackReportRequest, zones: LineZones): Promise<FiguresWithOutlook> {
    return (await this.#ask({ ask: 'callbackFigures', request, zones })) as FiguresWithOutlook;
  }

  /** The same outbox: what is due is looked for in the thread, among all that waits. */
  outboxOf(outbox: Outbox): Outbox {
    return {
      follow: (urls) => outbox.follow(urls),
      put: (url, cursor, deliveries) => outbox.put(url, cursor, deliveries),
      due: async (...of) => (await this.#ask({ ask: 'due', of })) as Delivery[],
      tried: (url, delivery, wall, result) => outbox.tried(url, delivery, wall, result),
      state: () => outbox.state(),
      close: () => outbox.close(),
    };
  }

  /** The thread takes a moment to begin: nobody has to wait for it later. */
  async start(): Promise<void> {
    await this.queries.lastFact();
  }

  /** What is under way is not answered any more. */
  async stop(): Promise<void> {
    const [thread, waiting] = [this.#thread, this.#waiting];
    const error = new Error('the store is not read any more');
    this.#waiting = [];
    this.#thread = null;
    this.#taken()?.fail(error);
    for (const { fail } of waiting) fail(error);
    await thread?.terminate();
  }

  #ask(question: Asked<ReadQuestion>): Promise<unknown> {
    return new Promise((go, fail) => {
      this.#waiting = [...this.#waiting, { question, go, fail }];
      this.#next();
    });
  }

  #next(): void {
    const next = this.#waiting.find(({ question }) => !LONG.has(question.ask)) ?? this.#waiting[0];
    if (this.#current || !next) return;
    this.#waiting = this.#waiting.filter((one) => one !== next);
    if (!this.#thread && this.#givenUp >= MOST_GIVEN_UP) {
      next.fail(tooLong(this.#limitMs));
      this.#next();
      return;
    }
    this.#asked += 1;
    const id = this.#asked;
    const timer = setTimeout(() => this.#giveUp(), this.#limitMs).unref();
    this.#current = { ...next, id, timer };
    this.#running().postMessage({ ...next.question, id });
  }

  /** The question that the thread has worked on until now. */
  #taken(): Current | null {
    const current = this.#current;
    this.#current = null;
    clearTimeout(current?.timer);
    return current;
  }

  #giveUp(): void {
    const thread = this.#thread;
    this.#thread = null;
    this.#givenUp += 1;
    void thread?.terminate().finally(() => {
      this.#givenUp -= 1;
    });
    this.#taken()?.fail(tooLong(this.#limitMs));
    this.#next();
  }

  /** After a fault the next question begins another one. */
  #running(): Worker {
    if (this.#thread) return this.#thread;
    const thread = new Worker(this.#code, { workerData: this.#address });
    thread.unref();
    thread.on('message', (answer: ReadAnswer) => this.#answered(answer));
    thread.once('error', (error) => {
      if (this.#thread !== thread) return;
      this.#thread = null;
      this.#taken()?.fail(error instanceof Error ? error : new Error(String(error)));
      this.#next();
    });
    this.#thread = thread;
    return thread;
  }

  #answered(answer: ReadAnswer): void {
    if (answer.id !== this.#current?.id) return;
    const asked = this.#taken();
    this.#next();
    if ('answer' in answer) asked?.go(answer.answer);
    else if ('fault' in answer) asked?.fail(new Error(answer.fault));
    else asked?.fail(new StoreError(answer.refused.code, answer.refused.cause, answer.refused.cure));
  }
}
