import { Command, InvalidArgumentError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { RECORD_TYPES } from '../core/facts.ts';
import { TelephonyError } from '../engine/ports.ts';
import { HostError } from '../host/error.ts';
import { SipkitError } from '../sipkit/errors.ts';
import { plainLines } from '../util/plain-text.ts';
import { agentsCommand } from './agents.ts';
import { apiCommand } from './api-tokens.ts';
import { callbacksCommand } from './callbacks/command.ts';
import { callsList, callsShow } from './calls.ts';
import { check } from './check.ts';
import { closedCommand } from './closed.ts';
import { CliError, EXIT } from './context.ts';
import { customersCommand } from './customers.ts';
import { doNotCallCommand } from './do-not-call.ts';
import { down } from './down.ts';
import { live } from './live.ts';
import { SHOW_NUMBERS } from './number-privacy.ts';
import { outageCommand } from './outage.ts';
import { programmesCommand } from './programmes.ts';
import { prompts } from './prompts/prompts.ts';
import { qualityCommand } from './quality.ts';
import { records, recordType } from './records.ts';
import { reload } from './reload.ts';
import { callsExport, callsReplay } from './replay.ts';
import { reportCommand } from './report.ts';
import { site } from './site.ts';
import { standardCommand } from './standard.ts';
import { status } from './status.ts';
import { Interrupted } from './stop.ts';
import { usersCommand } from './users.ts';
import { webhooksCommand } from './webhooks.ts';

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1024 || number > 65_236) {
    throw new InvalidArgumentError('give a whole number from 1024 to 65236.');
  }
  return number;
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('give a whole number from 1.');
  return number;
}

/** A command with the options that all have. */
function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--config <file>', "the site's file (default: sansheng.yaml of the checkout)")
    .option('--port-base <port>', "first of the 300 ports, instead of the file's port_base", port)
    .option('--json', 'print JSON');
}

const program = new Command('sansheng')
  .version(packageJson.version)
  .description("三声 · keeps a company's telephone service standard on every live call, and proves it")
  .configureHelp({ sortSubcommands: false })
  // what stands behind the name of a command is that command's
  .enablePositionalOptions()
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 failed, 2 wrong configuration or usage, 3 not running, 4 not found, 5 frozen, 130 interrupted.\nFirst steps: sansheng up, then sansheng demo in another terminal.',
  );

// what runs the engine or its parties is loaded by the command that does: it takes longer to load than most commands run
program.addCommand(
  command('up', 'start Asterisk and the engine; Ctrl-C stops both')
    .option('--detach', 'run in the background; stop it with `sansheng down`')
    .action(async (options) => (await import('./up.ts')).up(options)),
);
program.addCommand(command('down', 'stop Asterisk and the engine').action(down));
program.addCommand(
  command('reload', 'apply changed files; calls in progress keep their standard').action(reload),
);
program.addCommand(
  command('serve', 'run only the engine, with the configured Asterisk').action(async (options) =>
    (await import('./serve.ts')).serve(options),
  ),
);
program.addCommand(
  command('engine', 'the engine itself, which `up` and `serve` start and watch').action(async (options) =>
    (await import('./engine.ts')).engine(options),
  ),
  { hidden: true },
);
program.addCommand(
  command('demo', 'simulate a caller and an agent over real SIP, and show how each clause is kept').action(
    async (options) => (await import('./demo/demo.ts')).demo(options),
  ),
);
program.addCommand(
  command('status', 'show whether the site runs, its agents and its open calls and callbacks').action(status),
);
program.addCommand(
  command('live', 'show who waits, what is due next, and what each agent does')
    .option('--watch', 'show it again each second, until Ctrl-C')
    .option(...SHOW_NUMBERS)
    .action(live),
);
program.addCommand(
  command('site', 'show addresses, lines, phones and passwords for test calls').action(site),
);
program.addCommand(
  command('check', 'check sansheng.yaml or standards, and the store, without starting anything')
    .argument('[files...]', 'files to check (default: the whole configuration, and the store)')
    .action(check),
);
program.addCommand(
  command('doctor', 'look at everything that the site relies on, and name what is wrong').action(
    async (options) => (await import('./doctor/doctor.ts')).doctor(options),
  ),
);
program.addCommand(
  command('install', 'put what the engine needs beside the configuration of an Asterisk that is there')
    .option('--asterisk <folder>', "the folder with Asterisk's configuration (default: /etc/asterisk)")
    .option('--preview', 'show what would be written, and write nothing')
    .option('--undo', 'take all of it back, byte for byte')
    .action(async (options) => (await import('./install.ts')).installCommand(options)),
);
program.addCommand(
  command('backup', 'copy the whole site into a folder, while it runs')
    .option('--to <folder>', 'the folder to make (default: a new one in backups/ of the site)')
    .option('--no-recordings', 'leave the recordings out')
    .action(async (options) => (await import('./backup/backup.ts')).backup(options)),
);
program.addCommand(
  command('restore', 'put a backup back; what was there is moved aside')
    .argument('<folder>')
    .action(async (folder, options) => (await import('./backup/restore.ts')).restore(folder, options)),
);
program.addCommand(standardCommand(command));
const calls = command('calls', 'list the latest calls')
  .option('--limit <n>', 'number of rows', count, 20)
  .option('--line <number>', 'only calls to this line')
  .option('--open', 'only calls in progress, and those that have ended and are in wrap-up')
  .option(...SHOW_NUMBERS)
  .action(callsList);
calls.addCommand(
  command('show', 'show the timeline and the clauses of a call')
    .argument('<id>')
    .option(...SHOW_NUMBERS)
    .action(callsShow),
);
calls.addCommand(
  command('replay', 'step a stored call or callback again, and compare with the stored state')
    .argument('<id>')
    .option(...SHOW_NUMBERS)
    .action(callsReplay),
);
calls.addCommand(
  command('export', 'write a stored call or callback as a test case; numbers, names and texts are invented')
    .argument('<id>')
    .option('--output <file>', 'write it to this file, not to the terminal')
    .action(callsExport),
);
program.addCommand(calls);
program.addCommand(callbacksCommand(command, count));
program.addCommand(
  command('records', 'list complaints, alerts, nuisance calls and suggestions')
    .option('--limit <n>', 'number of rows', count, 50)
    .option('--type <type>', `only ${RECORD_TYPES.join(', ')}`, recordType)
    .option(...SHOW_NUMBERS)
    .action(records),
);
program.addCommand(outageCommand(command));
program.addCommand(closedCommand(command));
program.addCommand(webhooksCommand(command));
program.addCommand(customersCommand(command));
program.addCommand(doNotCallCommand(command));
program.addCommand(programmesCommand(command));
program.addCommand(reportCommand(command));
program.addCommand(qualityCommand(command, count));
program.addCommand(agentsCommand(command));
program.addCommand(usersCommand(command));
program.addCommand(apiCommand(command));
program.addCommand(prompts());

function tell(text: string): void {
  console.error(plainLines(`sansheng: ${text}`));
}

function explain(error: unknown): number {
  if (error instanceof Interrupted) return error.exitCode;
  if (error instanceof CliError) {
    tell(`${error.message}\n  cure: ${error.cure}`);
    return error.exitCode;
  }
  if (error instanceof SipkitError) {
    tell(`${error.message} [${error.code}]`);
    return EXIT.failed;
  }
  if (error instanceof HostError || error instanceof TelephonyError || hasCure(error)) {
    tell(`${error.message} [${error.code}]\n  cure: ${error.cure}`);
    return EXIT.failed;
  }
  console.error('sansheng: internal error; please report it with this text', error);
  return EXIT.failed;
}

function hasCure(error: unknown): error is Error & { code: string; cure: string } {
  return error instanceof Error && 'code' in error && 'cure' in error && typeof error.cure === 'string';
}

const exit = (error: { exitCode: number }) => process.exit(error.exitCode === 0 ? EXIT.ok : EXIT.badInput);
const every = (commands: readonly Command[]): Command[] => commands.flatMap((c) => [c, ...every(c.commands)]);
for (const one of every([program])) one.exitOverride(exit);
try {
  await program.parseAsync();
} catch (error) {
  process.exit(explain(error));
}
