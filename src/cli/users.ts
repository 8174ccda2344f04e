import { type Command, Option } from 'commander';
import type { SitePaths } from '../config/site.ts';
import { secondText } from '../config/time-zone.ts';
import { API_ROLES, type ApiRole } from '../engine/access.ts';
import { isPlainLine } from '../util/plain-text.ts';
import { makePassword, passwordRecord } from '../web/passwords.ts';
import { accessEntry, withBooks } from './api-tokens.ts';
import { askPassword } from './ask-password.ts';
import { CliError, EXIT, type GlobalOptions, loadSurroundings } from './context.ts';
import { print, table } from './output.ts';

interface PasswordOptions extends GlobalOptions {
  /** It is asked for, not made. */
  readonly ask?: boolean;
}

interface AddOptions extends PasswordOptions {
  readonly role: ApiRole;
}

const NAME_LENGTH = 60;
/** The user that the first start makes. */
export const FIRST_USER = 'admin';
const ASK = ['--ask', 'ask for the password, or read it from stdin, in place of making one'] as const;

/** `sansheng users …`: people who sign in to the console. */
export function usersCommand(command: (name: string, description: string) => Command): Command {
  const role = new Option('--role <role>', 'what the user may do').choices(API_ROLES).makeOptionMandatory();
  return command('users', 'manage the people who sign in to the console')
    .addCommand(
      command('add', 'add a user; the password is made, shown once, and stored as a hash only')
        .argument('<name>', 'name of the user, as the records show it')
        .addOption(role)
        .option(...ASK)
        .action(add),
    )
    .addCommand(command('list', 'list the users').action(list))
    .addCommand(
      command('password', 'give a user another password; ends their sessions')
        .argument('<name>')
        .option(...ASK)
        .action(password),
    )
    .addCommand(command('remove', 'remove a user; ends their sessions').argument('<name>').action(remove));
}

async function add(name: string, _own: AddOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<AddOptions>();
  checkName(name);
  const { role } = options;
  const { paths } = loadSurroundings(options);
  const secret = options.ask ? await askPassword() : makePassword();
  if (!(await addUser(paths, name, role, secret))) {
    const cure = `\`sansheng users password ${name}\` gives another password; \`sansheng users remove ${name}\` removes the user`;
    throw new CliError(`there is a user ${name} already`, cure, EXIT.badInput);
  }
  tell(options, `${name} (${role}) is added as a user`, { name, role }, secret);
}

/** False where there is one of that name. */
export async function addUser(
  paths: SitePaths,
  name: string,
  role: ApiRole,
  secret: string,
): Promise<boolean> {
  const user = { name, role, madeAt: Date.now(), password: await passwordRecord(secret) };
  return withBooks(paths, (books) => books.addUser(user, accessEntry('userAdded', `${name}: ${role}`)));
}

function checkName(name: string): void {
  if (name.trim() !== name || name === '' || name.length > NAME_LENGTH || !isPlainLine(name)) {
    const cure = `give 1 to ${NAME_LENGTH} characters, without line breaks`;
    throw new CliError('this name cannot be stored', cure, EXIT.badInput);
  }
  if (name !== FIRST_USER && (API_ROLES as readonly string[]).includes(name)) {
    throw new CliError(`${name} is the name of a role`, 'give the name of a person', EXIT.badInput);
  }
}

async function list(_own: GlobalOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const { paths, timeZone } = loadSurroundings(options);
  const users = await withBooks(paths, (books) => books.users());
  print(options.json, users, () =>
    users.length === 0
      ? 'no users; `sansheng users add NAME --role admin` adds the first'
      : table(
          ['name', 'role', 'since'],
          users.map(({ name, role, madeAt }) => [name, role, secondText(madeAt, timeZone)]),
        ),
  );
}

async function password(name: string, _own: PasswordOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<PasswordOptions>();
  const { paths } = loadSurroundings(options);
  const secret = options.ask ? await askPassword() : makePassword();
  const record = await passwordRecord(secret);
  const audit = accessEntry('userPasswordChanged', name);
  if (!(await withBooks(paths, (books) => books.setPassword(name, record, audit)))) throw unknown(name);
  tell(options, `${name} has another password`, { name }, secret);
}

async function remove(name: string, _own: GlobalOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const { paths } = loadSurroundings(options);
  const audit = accessEntry('userRemoved', name);
  if (!(await withBooks(paths, (books) => books.removeUser(name, audit)))) throw unknown(name);
  print(options.json, { name, removed: true }, () => `${name} is removed, and signed out`);
}

function unknown(name: string): CliError {
  return new CliError(`there is no user ${name}`, 'see the names with `sansheng users list`', EXIT.notFound);
}

/** A password that somebody typed is not shown. */
function tell({ json, ask }: PasswordOptions, text: string, of: object, secret: string): void {
  print(json, ask ? of : { ...of, password: secret }, () =>
    ask ? text : `${text}; the password is shown only now:\n${secret}`,
  );
}
