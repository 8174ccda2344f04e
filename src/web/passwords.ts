import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP's second row for scrypt: 32 MiB and some 0.2 s of one CPU, in a thread beside the engine's loop. */
const COST = { cost: 2 ** 15, blockSize: 8, parallelization: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Without 0, 1, l, o: a password may be read from a screen and typed. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** What is stored of a password: `scrypt$cost$blockSize$parallelization$salt$hash`. */
export async function passwordRecord(password: string, cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return recordOf(cost, salt, await hashOf(password, salt, cost));
}

/** Takes as long to check as what is stored of a password, and is made of none. */
export const NOBODY = recordOf(COST, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));

function recordOf({ cost, blockSize, parallelization }: typeof COST, salt: Buffer, hash: Buffer): string {
  return ['scrypt', cost, blockSize, parallelization, salt.toString('base64'), hash.toString('base64')].join(
    '$',
  );
}

/** Whether that password was stored. Takes as long for one as for another. */
export async function isPassword(password: string, record: string): Promise<boolean> {
  const [, cost, blockSize, parallelization, salt = '', stored = ''] = record.split('$');
  const hash = await hashOf(password, Buffer.from(salt, 'base64'), {
    cost: Number(cost),
    blockSize: Number(blockSize),
    parallelization: Number(parallelization),
  });
  const known = Buffer.from(stored, 'base64');
  return known.length === hash.length && timingSafeEqual(known, hash);
}

/** 100 random bits, in four groups. */
export function makePassword(): string {
  const letters = [...randomBytes(20)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return (letters.match(/.{5}/g) ?? []).join('-');
}

function hashOf(password: string, salt: Buffer, options: typeof COST): Promise<Buffer> {
  // what looks the same was typed the same, whatever the keyboard sends
  const typed = password.normalize('NFKC');
  const limits: ScryptOptions = { ...options, maxmem: 256 * options.cost * options.blockSize };
  return new Promise((resolve, reject) => {
    scrypt(typed, salt, HASH_BYTES, limits, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}
