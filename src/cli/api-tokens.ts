import { createHash, randomBytes } from 'node:crypto';
import { type Command, Option } from 'commander';
import type { SitePaths } from '../config/site.ts';
import { secondText } from '../config/time-zone.ts';
import { API_ROLES, type ApiRole } from '../engine/access.ts';
import type { ApiStore } from '../engine/api-store.ts';
import type { AuditAction, AuditEntry } from '../engine/audit.ts';
import { openApiBooks } from '../readers.ts';
import { isPlainLine } from '../util/plain-text.ts';
import { CliError, EXIT, type GlobalOptions, loadSurroundings } from './context.ts';
import { userName } from './number-privacy.ts';
import { print, table } from './output.ts';

interface AddOptions extends GlobalOptions {
  readonly role: ApiRole;
}

const NAME_LENGTH = 60;

/** `sansheng api token …`: the tokens by which the audit log knows people and programs. */
export function apiCommand(command: (name: string, description: string) => Command): Command {
  const role = new Option('--role <role>', 'what the holder may do').choices(API_ROLES).makeOptionMandatory();
  const token = command('token', 'manage personal tokens of the HTTP API')
    .addCommand(
      command('add', 'make a token; it is shown once and stored as a hash only')
        .argument('<name>', 'name of the holder, as the records show it')
        .addOption(role)
        .action(add),
    )
    .addCommand(command('list', 'list the holders of tokens').action(list))
    .addCommand(command('remove', 'revoke a token at once').argument('<name>').action(remove));
  return command('api', 'manage access to the HTTP API of the running engine').addCommand(token);
}

async function add(name: string, _own: AddOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<AddOptions>();
  const { role } = options;
  if (name.trim() !== name || name === '' || name.length > NAME_LENGTH || !isPlainLine(name)) {
    const cure = `give 1 to ${NAME_LENGTH} characters, without line breaks`;
    throw new CliError('this name cannot be stored', cure, EXIT.badInput);
  }
  if ((API_ROLES as readonly string[]).includes(name)) {
    throw new CliError(`${name} is the name of a role`, 'give the name of a person', EXIT.badInput);
  }
  const token = randomBytes(24).toString('hex');
  const { paths } = loadSurroundings(options);
  const hash = createHash('sha256').update(token).digest('hex');
  await withBooks(paths, async (books) => {
    const audit = accessEntry('tokenMade', `${name}: ${role}`);
    if (await books.addToken({ name, role, madeAt: Date.now() }, hash, audit)) return;
    const cure = `\`sansheng api token remove ${name}\` revokes it; then add a new one`;
    throw new CliError(`${name} has a token already`, cure, EXIT.badInput);
  });
  print(options.json, { name, role, token }, () =>
    [`the token of ${name} (${role}); it is shown only now:`, token].join('\n'),
  );
}

async function list(_own: GlobalOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const { paths, timeZone } = loadSurroundings(options);
  const holders = await withBooks(paths, (books) => books.tokens());
  print(options.json, holders, () =>
    holders.length === 0
      ? 'no tokens; the tokens of the roles are in secrets.json of the site'
      : table(
          ['name', 'role', 'since'],
          holders.map(({ name, role, madeAt }) => [name, role, secondText(madeAt, timeZone)]),
        ),
  );
}

async function remove(name: string, _own: GlobalOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const { paths } = loadSurroundings(options);
  const audit = accessEntry('tokenRemoved', name);
  if (!(await withBooks(paths, (books) => books.removeToken(name, audit)))) {
    throw new CliError(
      `${name} has no token`,
      'see the holders with `sansheng api token list`',
      EXIT.notFound,
    );
  }
  print(options.json, { name, removed: true }, () => `the token of ${name} is revoked`);
}

/** Works on the tokens and users of a site. */
export async function withBooks<T>(paths: SitePaths, work: (books: ApiStore) => Promise<T>): Promise<T> {
  const books = await openApiBooks(paths);
  return work(books).finally(() => books.close());
}

/** The row of the audit log that says that the user of this machine has changed who gets in. */
export function accessEntry(did: AuditAction, detail: string): AuditEntry {
  return { wall: Date.now(), who: userName(), did, call: null, detail };
}
