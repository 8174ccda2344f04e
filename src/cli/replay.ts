import type { CallState } from '../core/call/state.ts';
import type { CallbackState } from '../core/callback/state.ts';
import { makeCase, NoCase, type ReplayCase, type RulesOf } from '../engine/replay/case.ts';
import { MissingAnswer } from '../engine/replay/recorded-rules.ts';
import { type ReplayedStep, replay } from '../engine/replay/replay.ts';
import { stateDifferences } from '../engine/replay/state-differences.ts';
import type { Stored } from '../engine/store-port.ts';
import { engineSite } from '../engine-site.ts';
import { readSounds } from '../host/sounds.ts';
import { openReader } from '../readers.ts';
import { CliError, EXIT, type GlobalOptions, loadContext, NO_PASSWORDS, SOUNDS } from './context.ts';
import { type NumbersOption, privacyOf } from './number-privacy.ts';
import { print, table } from './output.ts';
import { writeOutput } from './write-output.ts';

export type ReplayErrorCode = 'REPLAY_OLD_JOURNAL' | 'REPLAY_DIFFERS' | 'EXPORT_REFUSED';

/** A stored call or callback cannot be replayed or exported. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
  readonly code: ReplayErrorCode;
  readonly cure: string;
  constructor(code: ReplayErrorCode, message: string, cure: string) {
    super(message);
    this.code = code;
    this.cure = cure;
  }
}

type StoredMachine = Stored<CallState | CallbackState>;

/** One input as it was stepped again. */
interface ReplayedInput {
  /** Since the first input. */
  readonly seconds: number;
  readonly input: string;
  /** Phase of a call, status of a callback; null before the first input. */
  readonly before: string | null;
  readonly after: string;
  readonly commands: readonly string[];
  readonly facts: readonly string[];
}

export interface Replayed {
  readonly id: string;
  readonly inputs: readonly ReplayedInput[];
  /** The replayed state equals the stored state, byte for byte. */
  readonly equal: boolean;
  /** Where it does not. */
  readonly differences: readonly string[];
}

const CHANGED_CAUSE =
  'the configuration has most likely changed since: lines, hours, lengths of prompts, or whom a line may call';
const CHANGED_CURE =
  'replay with the configuration of that day (--config); if nothing has changed, report it with the output of `sansheng calls export`';

/** Steps a stored call or callback again.
 * @throws ReplayError if an earlier version wrote its journal */
export function replayStored({ state, journal, replayable }: StoredMachine, rulesOf: RulesOf): Replayed {
  mustBeReplayable(state.id, replayable && isWhole(journal[0]?.input));
  const steps = replay(journal, editionOf(state), rulesOf);
  const differences = stateDifferences(state, steps.at(-1)?.step.state);
  const start = steps[0]?.at.mono ?? 0;
  const inputs = steps.map((step) => replayedInput(step, start));
  return { id: state.id, inputs, equal: differences.length === 0, differences };
}

/** Makes a file of a stored call or callback that a test can run; numbers, names and texts are invented.
 * @throws ReplayError if it does not replay to the stored state, or the file would have something of the original */
export function exportStored(stored: StoredMachine, rulesOf: RulesOf): ReplayCase {
  if (!replayStored(stored, rulesOf).equal) {
    const message = `${stored.state.id} does not replay to its stored state: ${CHANGED_CAUSE}`;
    throw new ReplayError('REPLAY_DIFFERS', message, CHANGED_CURE);
  }
  try {
    return makeCase(stored.journal, editionOf(stored.state), rulesOf);
  } catch (error) {
    if (!(error instanceof NoCase) && !(error instanceof MissingAnswer)) throw error;
    const cure = 'report it with the output of `sansheng calls replay`; nothing has been written';
    throw new ReplayError('EXPORT_REFUSED', `${stored.state.id} is not exported: ${error.message}`, cure);
  }
}

function mustBeReplayable(id: string, is: boolean): void {
  if (is) return;
  const cure = 'replay a call that began after the upgrade';
  throw new ReplayError('REPLAY_OLD_JOURNAL', `an earlier version wrote the journal of ${id}`, cure);
}

/** The journal has the beginning. */
function isWhole(first: unknown): boolean {
  const { type = '' } = (first ?? {}) as { readonly type?: string };
  return ['arrived', 'placed', 'alerted', 'promised'].includes(type);
}

/** A callback keeps none: its journal names one for each input. */
function editionOf(state: CallState | CallbackState): string {
  return 'edition' in state ? state.edition : '';
}

function replayedInput({ at, input, before, step }: ReplayedStep, start: number): ReplayedInput {
  return {
    seconds: (at.mono - start) / 1000,
    input: input.type === 'ordered' ? `ordered: ${input.order.do}` : input.type,
    before: before ? placeOf(before) : null,
    after: placeOf(step.state),
    commands: step.commands.map((command) => command.do),
    facts: step.facts.map((fact) => (fact.kind === 'clause' ? `${fact.clause} ${fact.verdict}` : fact.name)),
  };
}

function placeOf(state: CallState | CallbackState): string {
  return 'phase' in state ? state.phase.is : state.status.is;
}

export function replayText({ id, inputs, equal, differences }: Replayed): string {
  const rows = inputs.map(({ seconds, input, before, after, commands, facts }) => [
    seconds.toFixed(3).padStart(9),
    input,
    before === null || before === after ? after : `${before} → ${after}`,
    commands.join(', '),
    facts.join(', '),
  ]);
  const shown = table(['        s', 'input', 'phase', 'commands', 'facts'], rows);
  if (equal) return `${shown}\n\n${id}: the replayed state equals the stored state`;
  return [
    shown,
    '',
    `${id}: the replayed state differs from the stored state [REPLAY_DIFFERS]`,
    ...differences.slice(0, 10).map((one) => `  ${one}`),
    `  cause: ${CHANGED_CAUSE}`,
    `  cure: ${CHANGED_CURE}`,
  ].join('\n');
}

/** What is stored of a call or callback, and the rules of the site in the standard's editions. */
async function readStored(id: string, options: GlobalOptions) {
  const { site, standards, paths } = loadContext(options, NO_PASSWORDS);
  const store = await openReader(paths);
  const stored: StoredMachine | undefined = (await store.call(id)) ?? (await store.callback(id));
  const editions = await store.editions();
  await store.close();
  if (!stored) {
    const cure = '`sansheng calls` and `sansheng callbacks` list them';
    throw new CliError(`there is no call or callback ${id}`, cure, EXIT.notFound);
  }
  const rules = engineSite(site, standards, await readSounds(SOUNDS), editions);
  const rulesOf: RulesOf = (edition) => rules.rules(stored.state.standard, edition);
  return { stored, rulesOf, paths };
}

/** `sansheng calls replay ID`. */
export async function callsReplay(
  id: string,
  _options: GlobalOptions,
  command: { optsWithGlobals(): GlobalOptions & NumbersOption },
): Promise<void> {
  const options = command.optsWithGlobals();
  const { stored, rulesOf, paths } = await readStored(id, options);
  const privacy = await privacyOf(options, paths, `replay of ${id}`);
  const replayed = privacy.data(replayStored(stored, rulesOf));
  print(options.json, replayed, replayText);
  if (!replayed.equal) process.exitCode = EXIT.failed;
}

/** `sansheng calls export ID`. */
export async function callsExport(
  id: string,
  _options: GlobalOptions,
  command: { optsWithGlobals(): GlobalOptions & { readonly output?: string } },
): Promise<void> {
  const options = command.optsWithGlobals();
  const { stored, rulesOf } = await readStored(id, options);
  await writeOutput(`${JSON.stringify(exportStored(stored, rulesOf), null, 1)}\n`, options.output);
}
