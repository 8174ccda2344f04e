import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { systemCode } from '../util/errors.ts';
import { HostError } from './error.ts';
import { withLock } from './lock.ts';

const SecretsSchema = z.object({
  ariPassword: z.string().min(8),
  amiPassword: z.string().min(8),
  agents: z.record(z.string(), z.string().min(8)),
  /** Made where an older version has left them out. */
  api: z
    .object({
      admin: z.string().min(8),
      supervisor: z.string().min(8),
      operator: z.string().min(8).optional(),
    })
    .optional(),
  outagePin: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  webhooks: z.string().min(8).optional(),
});

/** The passwords of a site. `agents` holds one for each agent's number; those of agents who left stay. `api` has the tokens of
 * the HTTP API by role, `outagePin` is what a supervisor keys in to announce an outage by phone; from `webhooks` each webhook's secret is
 * made. */
export type Secrets = Complete<Omit<Known, 'api'>> & { readonly api: Complete<NonNullable<Known['api']>> };
type Complete<T> = { [K in keyof T]-?: NonNullable<T[K]> };
type Known = z.infer<typeof SecretsSchema>;

/** 192 random bits in digits and small letters: they are typed into phones from paper, and every phone's web page and
 * Asterisk's configuration take them. */
function makeSecret(): string {
  return randomBytes(24).toString('hex');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Six digits, any as likely as any other. */
function makePin(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/** What the file has; undefined where there is none. Throws HostError `HOST_SECRETS_UNUSABLE`. */
export async function readSecrets(file: string): Promise<Known | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  const parsed = SecretsSchema.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  // Not made anew by itself: every phone of the site would be locked out without a word.
  throw new HostError(
    'HOST_SECRETS_UNUSABLE',
    `The file of secrets ${file} cannot be read as one`,
    'Restore it from a backup, or remove it: new secrets are made, and every phone has to be given its new one',
  );
}

/** By which a webhook knows that a message is this site's: another one for each address, the same after each start. */
export function webhookSecret({ webhooks }: Pick<Secrets, 'webhooks'>, url: string): string {
  return createHmac('sha256', webhooks).update(url).digest('hex');
}

/** What is known, and what is missing made. */
function complete(known: Known | undefined, agents: readonly string[]): Secrets {
  const missing = agents.filter((id) => known?.agents[id] === undefined);
  return {
    ariPassword: known?.ariPassword ?? makeSecret(),
    amiPassword: known?.amiPassword ?? makeSecret(),
    agents: { ...known?.agents, ...Object.fromEntries(missing.map((id) => [id, makeSecret()])) },
    api: {
      admin: known?.api?.admin ?? makeSecret(),
      supervisor: known?.api?.supervisor ?? makeSecret(),
      operator: known?.api?.operator ?? makeSecret(),
    },
    outagePin: known?.outagePin ?? makePin(),
    webhooks: known?.webhooks ?? makeSecret(),
  };
}

/** The secrets of a site as `loadOrMakeSecrets` would have them, without writing anything. Throws HostError `HOST_SECRETS_UNUSABLE`. */
export async function previewSecrets(file: string, agents: readonly string[]): Promise<Secrets> {
  return complete(await readSecrets(file), agents);
}

/**
 * The secrets of a site, from `file`; made (and the file, mode 0600) where they are missing. Agents that are new since get
 * theirs; nobody's changes. Two processes at once get the same. The file stays whose it was; root makes it for whoever the folder around it
 * is. Throws HostError `HOST_SECRETS_UNUSABLE`.
 *
 * @param agents the agents' numbers
 */
export async function loadOrMakeSecrets(file: string, agents: readonly string[]): Promise<Secrets> {
  await makeFolder(dirname(file));
  return withLock(
    `${file}.lock`,
    () => undefined,
    async () => {
      const known = await readSecrets(file);
      const secrets = complete(known, agents);
      if (known && isDeepStrictEqual(known, secrets)) {
        await chmod(file, 0o600);
        return secrets;
      }
      const fresh = `${file}.${process.pid}.new`;
      await writeFile(fresh, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
      await giveAs(fresh, known ? file : dirname(file));
      await rename(fresh, file);
      return secrets;
    },
  );
}

/** Makes the folder and those around it, each for whoever has the one around the first that is new. */
async function makeFolder(dir: string): Promise<void> {
  const first = await mkdir(dir, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const around = dirname(first);
  for (let made = dir; made !== around; made = dirname(made)) await giveAs(made, around);
}

/** `sudo sansheng install` makes files that the engine, which is not root, has to read. */
async function giveAs(path: string, like: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(like);
  await chown(path, uid, gid);
}
