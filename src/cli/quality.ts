import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { secondText } from '../config/time-zone.ts';
import { recordingsOf, scoreFacts } from '../core/quality/score.ts';
import { findClause } from '../core/standard/catalogue.ts';
import { systemClock } from '../host/clock.ts';
import { MASKING } from '../log/mask.ts';
import { openLedger, openReader } from '../readers.ts';
import { CliError, type Context, EXIT, type GlobalOptions, loadContext, NO_PASSWORDS } from './context.ts';
import { localActor, userName } from './number-privacy.ts';
import { print, table } from './output.ts';
import { type Drawn, draw } from './quality/drawn.ts';
import { weekOf } from './quality/week.ts';

interface QualityOptions extends GlobalOptions {
  readonly week?: string;
  readonly clause?: string;
  readonly kept?: boolean;
  readonly broken?: boolean;
  readonly by?: string;
  readonly limit?: number;
}

type Called = { optsWithGlobals(): QualityOptions };

/** `sansheng quality …`: a fair sample of recorded calls, listened to and scored. quality.check
 * @param command makes a command with the options that all have
 * @param count reads a whole number from 1 */
export function qualityCommand(
  command: (name: string, description: string) => Command,
  count: (text: string) => number,
): Command {
  return command('quality', 'review recorded calls: a weekly sample for each agent, and the scores')
    .addCommand(
      command('list', "list a week's sample and its scores")
        .option('--week <week>', 'week, such as 2026-W47 (default: last week)')
        .action(list),
    )
    .addCommand(
      command('path', 'print the paths of the recordings of a call; this is logged with your name')
        .argument('<call>')
        .option('--by <name>', 'your name, for the records (default: your user name)')
        .action(path),
    )
    .addCommand(
      command('score', 'record for a call whether a clause was kept or broken')
        .argument('<call>')
        .requiredOption('--clause <id>', 'a clause from `sansheng standard list`')
        .option('--kept', 'the clause was kept')
        .option('--broken', 'the clause was broken')
        .option('--by <name>', 'your name, for the records (default: your user name)')
        .action(score),
    )
    .addCommand(
      command(
        'audit',
        'list who accessed recordings and numbers, scored calls and changed callbacks; newest first',
      )
        .option('--limit <n>', 'number of rows', count, 50)
        .action(audit),
    );
}

async function list(_own: QualityOptions, command: Called): Promise<void> {
  const options = command.optsWithGlobals();
  const context = loadContext(options, NO_PASSWORDS);
  const { timeZone } = context.site;
  const week = weekOf(options.week, systemClock.now().wall, timeZone);
  const store = await openReader(context.paths);
  const drawn = await draw(store, week, context.standards).finally(() => store.close());
  print(options.json, { week, drawn }, () =>
    [`Calls to listen to, ${week.name}: ${drawn.length}`, '', table(HEADING, drawn.map(row(timeZone)))].join(
      '\n',
    ),
  );
}

const HEADING = ['agent', 'call', 'arrived', 'line', 'standard', 'recordings', 'scored'];

function row(timeZone: string): (drawn: Drawn) => string[] {
  return ({ agent, call, arrivedAt, line, standard, recordings, scores }) => {
    const scored = Object.entries(scores).map(([clause, kept]) => `${kept ? '✓' : '✗'} ${clause}`);
    const when = secondText(arrivedAt, timeZone);
    return [agent, call, when, line, standard, String(recordings.length), scored.join(' ') || '-'];
  };
}

/** The call, with its facts. */
async function callOf(id: string, { paths }: Context) {
  const store = await openReader(paths);
  const found = await store.call(id).finally(() => store.close());
  if (found) return found;
  throw new CliError(`there is no call ${id}`, 'see the ids with `sansheng calls`', EXIT.notFound);
}

/** privacy.customer: no look at a recording without a trace. */
async function path(id: string, _own: QualityOptions, command: Called): Promise<void> {
  const options = command.optsWithGlobals();
  const context = loadContext(options, NO_PASSWORDS);
  const names = recordingsOf((await callOf(id, context)).facts);
  const files = names.map((name) => join(context.paths.recordings, `${name}.wav`)).filter(existsSync);
  if (files.length === 0) {
    const cure =
      names.length === 0
        ? 'turn on recording for its line: the call was not recorded'
        : 'raise the retention time: the recording was deleted';
    throw new CliError(`there is no recording of ${id}`, cure, EXIT.notFound);
  }
  const ledger = await openLedger(context.paths);
  const { wall } = systemClock.now();
  const who = localActor(options.by);
  const look = { wall, ...who, did: 'recordingOpened', call: id, detail: names.join(' ') } as const;
  await ledger.note(look).finally(() => ledger.close());
  print(options.json, { call: id, files }, () => files.join('\n'));
}

async function score(id: string, own: QualityOptions, command: Called): Promise<void> {
  const options = { ...command.optsWithGlobals(), ...own };
  const { clause = '', kept = false, broken = false, by = userName() } = options;
  if (kept === broken)
    throw new CliError(
      '--kept or --broken is missing, or both are given',
      'give one of the two',
      EXIT.badInput,
    );
  if (!findClause(clause)) {
    const cure = 'see the names with `sansheng standard list`';
    throw new CliError(`there is no clause ${clause}`, cure, EXIT.notFound);
  }
  const context = loadContext(options, NO_PASSWORDS);
  const { state } = await callOf(id, context);
  const standard = context.standards.get(state.standard);
  if (!standard || state.endedAt === null) {
    const why = standard ? 'is still going on' : `was kept to ${state.standard}, which is no more`;
    throw new CliError(`the call ${id} ${why}`, 'score a finished call', EXIT.badInput);
  }
  const at = systemClock.now();
  const verdict = kept ? 'kept' : 'broken';
  const entry = {
    wall: at.wall,
    ...localActor(by),
    did: 'callScored',
    call: id,
    detail: `${clause} ${verdict}`,
  } as const;
  const ledger = await openLedger(context.paths);
  await ledger
    .note(entry, scoreFacts({ call: id, clause, kept, by }, standard, at))
    .finally(() => ledger.close());
  print(options.json, { call: id, clause, verdict, by }, () => `${id}: ${clause} ${verdict}, by ${by}`);
}

async function audit(own: QualityOptions, command: Called): Promise<void> {
  const options = command.optsWithGlobals();
  const { paths, site } = loadContext(options, NO_PASSWORDS);
  const ledger = await openLedger(paths);
  const entries = await ledger.entries(own.limit ?? 50).finally(() => ledger.close());
  print(options.json, entries, () =>
    table(
      ['when', 'who', 'says to be', 'did', 'call or callback', 'detail'],
      entries.map(({ wall, who, saysToBe, did, call, callback, detail }) => [
        secondText(wall, site.timeZone),
        who,
        saysToBe ?? '',
        did,
        call ?? callback ?? '',
        MASKING.data({ detail }).detail,
      ]),
    ),
  );
}
