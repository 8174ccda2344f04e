import { formatProblem } from '../config/problem.ts';
import type { SitePaths } from '../config/site.ts';
import { secondText } from '../config/time-zone.ts';
import { companyWarnings } from '../prompts/company.ts';
import { openReader } from '../readers.ts';
import { AGENT_COLUMNS, agentRow } from './agents/list.ts';
import { type ApiAddress, askEngine } from './api.ts';
import { CliError, EXIT, fileOf, type GlobalOptions, loadSurroundings, SOUNDS } from './context.ts';
import { callsText, print, table } from './output.ts';
import { isReady, runningEngine, runningUp } from './run-state.ts';
import { readSupervision, supervisionText } from './supervision.ts';

/** An engine that works answers at once. */
const ANSWER_MS = 4_000;
/** More calls than a site has at once. */
const CALLS = 1000;

/** What a fault of the program has made the engine drop since its start; `lastAt`: ISO. */
interface FailedInputs {
  readonly count: number;
  readonly lastAt: string | null;
}

/** As `/v1/health` has it. */
interface Health {
  readonly asterisk: boolean;
  readonly store: boolean;
  readonly failedInputs: FailedInputs;
  /** Seconds. */
  readonly loopDelay: number;
}

/** `sansheng status`: exits with 3 where no engine runs or is ready yet, with 5 where it is frozen. */
export async function status(options: GlobalOptions): Promise<void> {
  const { paths, portBase, timeZone } = loadSurroundings(options);
  const { data, lines, exitCode } = await siteStatus({ portBase, paths }, timeZone);
  const supervision = await readSupervision(paths);
  const warnings = await companyWarnings(SOUNDS, fileOf(options));
  print(options.json, { ...data, supervision, warnings }, () =>
    [
      ...lines.slice(0, 1),
      ...supervisionText(supervision, timeZone),
      ...lines.slice(1),
      ...warnings.map((warning) => `warning: ${formatProblem(warning)}`),
    ].join('\n'),
  );
  process.exit(exitCode);
}

/** For programs. */
interface StatusData extends Partial<Figures> {
  readonly running: boolean;
  readonly ready?: boolean;
  readonly pid?: number;
  readonly supervised?: boolean;
  readonly frozen?: boolean;
}

interface Status {
  readonly data: StatusData;
  /** The first says how things are. */
  readonly lines: readonly string[];
  readonly exitCode: number;
}

/** How a site is, whether it runs or not. */
export async function siteStatus(at: ApiAddress, timeZone: string): Promise<Status> {
  const [up, engine] = [await runningUp(at.paths), await runningEngine(at.paths)];
  const pid = engine?.pid ?? up?.pid;
  if (pid === undefined) {
    const lines = ['not running; start it with `sansheng up`'];
    return { data: { running: false }, lines, exitCode: EXIT.notRunning };
  }
  if (!engine || !(await isReady(at.paths))) {
    const data = { running: true, ready: false, pid };
    return { data, lines: [`starting (process ${pid})`], exitCode: EXIT.notRunning };
  }
  const process = { running: true, ready: true, pid, supervised: up !== undefined };
  const health = await healthOf(at);
  if (!health) {
    const lines = [`FROZEN (process ${pid}): the engine does not answer`, ...alone(process.supervised)];
    return { data: { ...process, frozen: true }, lines, exitCode: EXIT.frozen };
  }
  const figures = { ...(await storedFigures(at.paths)), ...health };
  return {
    data: { ...process, frozen: false, ...figures },
    lines: [
      ...runningText(pid, figures, timeZone),
      ...alone(process.supervised),
      agentsText(figures, timeZone),
    ],
    exitCode: EXIT.ok,
  };
}

/** Undefined where the engine is frozen. */
async function healthOf(at: ApiAddress): Promise<Health | undefined> {
  try {
    const { asterisk, store, failedInputs, loopDelay } = await askEngine<Health>(
      at,
      'GET',
      '/v1/health',
      undefined,
      ANSWER_MS,
    );
    return { asterisk, store, failedInputs, loopDelay };
  } catch (error) {
    if (error instanceof CliError && error.exitCode === EXIT.frozen) return undefined;
    throw error;
  }
}

/** What the store knows. `wrapUps`: calls that have ended, and whose agents have not finished the wrap-up. */
async function storedFigures(paths: SitePaths) {
  const store = await openReader(paths);
  const [agents, calls, callbacks, overdue, unreadableStates] = await Promise.all([
    store.agents(),
    store.calls({ limit: CALLS, open: true }),
    store.countCallbacks({ open: true }),
    store.countCallbacks({ standings: ['overdue'], now: Date.now() }),
    store.unreadableStates(),
  ]);
  await store.close();
  const ended = calls.filter(({ endedAt }) => endedAt !== null).length;
  return { agents, calls: calls.length - ended, wrapUps: ended, callbacks, overdue, unreadableStates };
}

type Figures = Awaited<ReturnType<typeof storedFigures>> & Health;

function runningText(
  pid: number,
  { calls, wrapUps, callbacks, overdue, asterisk, store, failedInputs, loopDelay, unreadableStates }: Figures,
  timeZone: string,
): string[] {
  return [
    `running (process ${pid}): ${callsText(calls, wrapUps)}, ${callbacks} callbacks open, ${overdue} overdue`,
    ...(asterisk ? [] : ['Asterisk is AWAY: the engine has no link to it; see the log']),
    ...(store ? [] : ['the store REFUSES what the engine commits; see the log, and `df`']),
    ...failedText(failedInputs, timeZone),
    ...unreadableText(unreadableStates),
    `the engine's loop was at most ${Math.round(loopDelay * 1000)} ms late in the last 5 minutes`,
  ];
}

function agentsText({ agents }: Figures, timeZone: string): string {
  return table(
    AGENT_COLUMNS,
    agents.map((agent) => agentRow(agent, timeZone)),
  );
}

/** Nothing where the engine has a supervisor. */
function alone(supervised: boolean): string[] {
  if (supervised) return [];
  return [
    'nobody starts the engine again when it ends; run `sansheng up` or `serve` again: it takes the calls over',
  ];
}

/** Nothing where all could be read. */
function unreadableText(count: number): string[] {
  if (count === 0) return [];
  return [`${count} stored states could not be read and were set aside; report what the log says`];
}

/** Nothing where none has failed. */
function failedText({ count, lastAt }: FailedInputs, timeZone: string): string[] {
  if (lastAt === null) return [];
  const last = secondText(Date.parse(lastAt), timeZone);
  return [
    `${count} ${count === 1 ? 'input' : 'inputs'} dropped because of a fault of the program, the last at ${last}; report what the log says`,
  ];
}
