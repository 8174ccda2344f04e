import { join, resolve } from 'node:path';
import { keysOf } from '../core/agents/moved-codes.ts';
import { asteriskSite } from '../host/asterisk/from-config.ts';
import { addedTo, install, installed, type Plan, undo } from '../host/install/change.ts';
import { textOf } from '../host/install/conf.ts';
import { BASES, type Found, lookAt } from '../host/install/look.ts';
import { ownFiles } from '../host/install/own-files.ts';
import { loadOrMakeSecrets, previewSecrets } from '../host/secrets.ts';
import {
  CliError,
  type Context,
  EXIT,
  type GlobalOptions,
  loadContext,
  NO_PASSWORDS,
  SOUNDS,
} from './context.ts';
import { print } from './output.ts';

interface InstallOptions extends GlobalOptions {
  readonly asterisk?: string;
  readonly preview?: boolean;
  readonly undo?: boolean;
}

const OURS = 'sansheng-';

/** `sansheng install --asterisk DIR`: puts what the engine needs beside what an Asterisk has, and takes it back with `--undo`. */
export async function installCommand(options: InstallOptions): Promise<void> {
  const context = loadContext(options, options.undo ? NO_PASSWORDS : process.env);
  const backups = join(context.paths.dir, 'asterisk-install');
  if (options.undo) return await takeBack(backups, options);
  const dir = resolve(options.asterisk ?? '/etc/asterisk');
  const found = await lookAt(dir, (name) => name.startsWith(OURS));
  refuse(dir, found, context);
  const before = await installed(backups);
  if (before !== null && before.dir !== dir) {
    throw new CliError(`it is installed in ${before.dir}`, 'take that back first: sansheng install --undo');
  }
  const plan = await planFor(context, found, options.preview ? previewSecrets : loadOrMakeSecrets);
  const diff = await diffOf(dir, plan);
  if (!options.preview) await install(dir, plan, backups);
  const data = {
    dir,
    freepbx: found.freepbx,
    preview: options.preview ?? false,
    files: [...plan.own.keys()],
  };
  const notes = [...found.notes, ...clashNotes(found, context), ...nextSteps(found, context, backups)];
  print(options.json, { ...data, additions: plan.additions, notes }, () =>
    [
      ...diff,
      '',
      options.preview ? 'nothing is written' : `written to ${dir}`,
      ...notes.map((n) => `- ${n}`),
    ].join('\n'),
  );
}

async function takeBack(backups: string, options: GlobalOptions): Promise<void> {
  const before = await installed(backups);
  if (before === null)
    throw new CliError('nothing is installed', 'see `sansheng install --help`', EXIT.notFound);
  const left = await undo(backups);
  print(options.json, { dir: before.dir, left }, () =>
    left.length === 0
      ? `${before.dir} is as it was; now: asterisk -rx "core reload"`
      : `not all could be taken back:\n${left.join('\n')}`,
  );
  if (left.length > 0) process.exitCode = EXIT.failed;
}

/** What would break something, or not work. */
function refuse(dir: string, found: Found, { site }: Context): void {
  const missing = BASES.filter((base) => found.place[base] === null);
  if (missing.length > 0) {
    const cure = 'give the folder with its configuration: --asterisk /etc/asterisk';
    throw new CliError(`${dir} has no ${missing.join(', ')}`, cure, EXIT.notFound);
  }
  if (site.asterisk.existing === null) {
    const cure =
      'describe it under asterisk.existing (docs/admin/guide.md), and set its passwords in the environment';
    throw new CliError(
      'sansheng.yaml does not say how the engine reaches this Asterisk',
      cure,
      EXIT.badInput,
    );
  }
  const taken = site.agents.filter(({ id }) => found.endpoints.has(id)).map(({ id }) => id);
  if (taken.length > 0) {
    const cure = 'give these agents other numbers in sansheng.yaml; each agent gets a phone of their own';
    throw new CliError(`this Asterisk has extensions ${taken.join(', ')} already`, cure, EXIT.badInput);
  }
}

/** What is written into such an Asterisk for a site. A preview makes no secrets: what it shows has none. */
export async function planFor(
  { site, paths }: Context,
  found: Found,
  secretsOf: typeof loadOrMakeSecrets,
): Promise<Plan> {
  const secrets = await secretsOf(
    paths.secrets,
    site.agents.map(({ id }) => id),
  );
  const { existing } = site.asterisk;
  const { ariPassword, amiPassword, ariUser, amiUser } = existing ?? {
    ...secrets,
    ariUser: 'sansheng',
    amiUser: 'sansheng',
  };
  const files = await ownFiles(asteriskSite(site, { ...secrets, ariPassword, amiPassword }, SOUNDS), {
    ...found,
    ariUser,
    amiUser,
  });
  // what an admin has written by hand stays
  if (found.users.ari.has(ariUser)) files.delete('ari.conf');
  if (found.users.manager.has(amiUser)) files.delete('manager.conf');
  const own = new Map([...files].map(([base, text]) => [OURS + base, text]));
  const additions = BASES.filter((base) => files.has(base)).map((base) => ({
    to: found.place[base] ?? base,
    include: OURS + base,
  }));
  return { own, additions };
}

/** As `diff -u` has it: what is new. Passwords are not shown. */
async function diffOf(dir: string, { own, additions }: Plan): Promise<string[]> {
  const lines: string[] = [];
  for (const { to, include } of additions) {
    const added = addedTo((await textOf(join(dir, to))) ?? '', include);
    if (added !== null) lines.push(`--- ${to}`, `+++ ${to}`, ...plus(added.trim()));
  }
  for (const [name, text] of own) {
    const there = await textOf(join(dir, name));
    if (there !== Buffer.from(text).toString('latin1'))
      lines.push('--- /dev/null', `+++ ${name}`, ...plus(text));
  }
  return lines.length === 0 ? ['nothing is new'] : lines;
}

function plus(text: string): string[] {
  const shown = text.replace(/^(password|secret)( = ).*$/gm, '$1$2********');
  return shown
    .trimEnd()
    .split('\n')
    .map((line) => `+${line}`);
}

function clashNotes({ codes, freepbx }: Found, { site }: Context): string[] {
  const both = [...new Set(keysOf(site.codes).map(({ code }) => code))].filter((code) => codes.has(code));
  if (both.length === 0) return [];
  const whose = freepbx ? "FreePBX's" : "the dialplan's";
  return [
    `${both.join(', ')} are codes of ${whose}, too: on the phones of Sansheng's agents they are Sansheng's, unless codes: in sansheng.yaml moves them`,
  ];
}

function nextSteps({ freepbx, endpoints, matches }: Found, { site }: Context, backups: string): string[] {
  const ways = site.lines.map(({ number }) => `sansheng-arrive,${number},1`);
  const own = site.trunks.flatMap(({ name, match }) => {
    if (endpoints.has(name)) return [`the endpoint ${name} is yours and stays; callbacks go out by it`];
    if (!match.some((address) => matches.has(address))) return [];
    const where = match.join(', ');
    return [`calls from ${where} stay with the endpoint that has them; callbacks go out by ours, ${name}`];
  });
  return [
    ...own,
    freepbx
      ? `in FreePBX, add a Custom Destination for each line, and an Inbound Route to it: ${ways.join('  ')}`
      : `where calls of these lines come in, send them on: ${ways.map((way) => `Goto(${way})`).join('  ')}`,
    'then: asterisk -rx "core reload"; sansheng doctor',
    `sansheng install --undo takes all of it back; the files from before are in ${backups}`,
  ];
}
