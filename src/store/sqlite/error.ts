export type StoreErrorCode =
  | 'STORE_ADDRESS_UNKNOWN'
  | 'STORE_MISSING'
  | 'STORE_EMPTIED'
  | 'STORE_UNREACHABLE'
  | 'STORE_NOT_OURS'
  | 'STORE_NEWER'
  | 'STORE_OLDER'
  | 'STORE_DAMAGED'
  | 'STORE_NOT_WRITABLE'
  | 'STORE_READ_ONLY'
  | 'STORE_FULL'
  | 'STORE_BUSY'
  | 'STORE_READ_TOO_LONG'
  | 'STORE_BATCH_REFUSED'
  | 'STORE_STATE_UNREADABLE'
  | 'STORE_CLOSED'
  | 'STORE_FAILED';

/** Why the store cannot do what it was asked. `cause` is one sentence, and the message; `cure` says what an admin can do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  override readonly cause: string;
  readonly cure: string;
  /** What SQLite or the system said, where it said something. */
  readonly reason: unknown;

  constructor(code: StoreErrorCode, cause: string, cure: string, reason?: unknown) {
    super(cause);
    this.code = code;
    this.cause = cause;
    this.cure = cure;
    this.reason = reason;
  }
}

/** Pages of the file are damaged; `found`: what SQLite says of them. */
export function damaged(file: string, found: string): StoreError {
  return new StoreError('STORE_DAMAGED', `${file} is damaged: ${found}`, RESTORE);
}

type Known = readonly [code: StoreErrorCode, cause: (file: string) => string, cure: string];

const RESTORE = 'Stop the engine, move the file away and put the latest copy from backups/ in its place.';
const PERMIT =
  'Give the user that runs this the right to write there, and check that the disk is not read-only.';

/** The data are at fault, not the disk: SQLite would refuse them again. */
const REFUSED: Known = [
  'STORE_BATCH_REFUSED',
  (file) => `${file} does not take these data`,
  'Report what the log says: this is a fault of Sansheng.',
];

/** By the beginning of SQLite's code: its extended codes only say more. */
const KNOWN: Readonly<Record<string, Known>> = {
  SQLITE_NOTADB: ['STORE_NOT_OURS', (file) => `${file} is no database`, RESTORE],
  SQLITE_CORRUPT: ['STORE_DAMAGED', (file) => `${file} is damaged`, RESTORE],
  SQLITE_CANTOPEN: ['STORE_UNREACHABLE', (file) => `${file} cannot be opened`, PERMIT],
  SQLITE_PERM: ['STORE_NOT_WRITABLE', (file) => `${file} must not be written`, PERMIT],
  SQLITE_READONLY: ['STORE_NOT_WRITABLE', (file) => `${file} cannot be written`, PERMIT],
  SQLITE_FULL: ['STORE_FULL', (file) => `the disk of ${file} is full`, 'Make room on that disk.'],
  SQLITE_BUSY: [
    'STORE_BUSY',
    (file) => `another process keeps ${file} locked`,
    'End what else is writing to it: one engine has one store.',
  ],
  SQLITE_CONSTRAINT: REFUSED,
  SQLITE_MISMATCH: REFUSED,
  SQLITE_TOOBIG: REFUSED,
  SQLITE_RANGE: REFUSED,
  SQLITE_IOERR: [
    'STORE_FAILED',
    (file) => `the disk failed while ${file} was being read or written`,
    'Check the disk; then start again.',
  ],
};

/** What was thrown while data were written: data that SQLite cannot take at all are refused, too. */
export function toWriteError(error: unknown, file: string): unknown {
  const isOurs = error instanceof TypeError || error instanceof RangeError;
  if (!isOurs || !/\bbind\b|parameter/.test(error.message)) return toStoreError(error, file);
  return new StoreError(REFUSED[0], REFUSED[1](file), REFUSED[2], error);
}

/** What was thrown as a StoreError, where SQLite or the system threw it; else as it is, for it is our own mistake. */
export function toStoreError(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined) return error;
  const known = Object.entries(KNOWN).find(([prefix]) => code.startsWith(prefix))?.[1];
  if (known !== undefined) return new StoreError(known[0], known[1](file), known[2], error);
  if (code.startsWith('SQLITE_')) {
    const cure = 'Report this: the store was used in a way that it does not allow.';
    return new StoreError('STORE_FAILED', `SQLite refused (${code}: ${error.message})`, cure, error);
  }
  if ('syscall' in error)
    return new StoreError('STORE_UNREACHABLE', `${file}: ${error.message}`, PERMIT, error);
  return error;
}
