import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { openLedger, openReader } from '../compose.ts';
import { secondText } from '../config/time-zone.ts';
import { recordingsOf, scoreFacts } from '../core/quality/score.ts';
import { findClause } from '../core/standard/catalogue.ts';
import { systemClock } from '../host/clock.ts';
import { MASKING } from '../log/mask.ts';
import { CliError, type Context, EXIT, type GlobalOptions, loadContext, NO_PASSWORDS } from './context.ts';
import { print, table } from './output.ts';
import { account } from './privacy.ts';
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
  return command('quality', 'recorded calls: a fair sample for each agent and week, and what was found')
    .addCommand(
      command('list', 'the sample of a week, and what of it has been scored')
        .option('--week <week>', 'such as 2026-W47 (default: the week before this)')
        .action(list),
    )
    .addCommand(
      command('path', 'where the recordings of a call are; who asked is on record')
        .argument('<call>')
        .option('--by <name>', 'who listens (default: the account)')
        .action(path),
    )
    .addCommand(
      command('score', 'what was found on listening to a call: a clause kept or broken')
        .argument('<call>')
        .requiredOption('--clause <id>', 'any of `sansheng standard list`')
        .option('--kept', 'it was kept')
        .option('--broken', 'it was broken')
        .option('--by <name>', 'who has listened (default: the account)')
        .action(score),
    )
    .addCommand(
      command(
        'audit',
        'who has looked at recordings and numbers, scored calls and ordered callbacks; newest first',
      )
        .option('--limit <n>', 'how many', count, 50)
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
  throw new CliError(`there is no call ${id}`, '`sansheng calls` lists them', EXIT.notFound);
}

/** privacy.customer: no look at a recording without a trace. */
async function path(id: string, _own: QualityOptions, command: Called): Promise<void> {
  const options = command.optsWithGlobals();
  const context = loadContext(options, NO_PASSWORDS);
  const names = recordingsOf((await callOf(id, context)).facts);
  const files = names.map((name) => join(context.paths.recordings, `${name}.wav`)).filter(existsSync);
  if (files.length === 0) {
    const cure = names.length === 0 ? 'its line records nothing, or not this call' : 'its time is over';
    throw new CliError(`there is no recording of ${id}`, cure, EXIT.notFound);
  }
  const ledger = await openLedger(context.paths);
  const { wall } = systemClock.now();
  const who = options.by ?? account();
  const look = { wall, who, did: 'recordingOpened', call: id, detail: names.join(' ') } as const;
  await ledger.note(look).finally(() => ledger.close());
  print(options.json, { call: id, files }, () => files.join('\n'));
}

async function score(id: string, own: QualityOptions, command: Called): Promise<void> {
  const options = { ...command.optsWithGlobals(), ...own };
  const { clause = '', kept = false, broken = false, by = account() } = options;
  if (kept === broken) throw new CliError('it is --kept or --broken', 'say which', EXIT.badInput);
  if (!findClause(clause)) {
    const cure = '`sansheng standard list` lists them';
    throw new CliError(`there is no clause ${clause}`, cure, EXIT.notFound);
  }
  const context = loadContext(options, NO_PASSWORDS);
  const { state } = await callOf(id, context);
  const standard = context.standards.get(state.standard);
  if (!standard || state.endedAt === null) {
    const why = standard ? 'is still going on' : `was kept to ${state.standard}, which is no more`;
    throw new CliError(`the call ${id} ${why}`, 'score a call that is over', EXIT.badInput);
  }
  const at = systemClock.now();
  const verdict = kept ? 'kept' : 'broken';
  const entry = {
    wall: at.wall,
    who: by,
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
      ['when', 'who', 'did', 'call or callback', 'detail'],
      entries.map(({ wall, who, did, call, callback, detail }) => [
        secondText(wall, site.timeZone),
        who,
        did,
        call ?? callback ?? '',
        MASKING.data({ detail }).detail,
      ]),
    ),
  );
}
