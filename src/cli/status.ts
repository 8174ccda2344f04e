import { secondText } from '../config/time-zone.ts';
import { openReader } from '../readers.ts';
import { AGENT_COLUMNS, agentRow } from './agents/list.ts';
import { type ApiAddress, askEngine } from './api.ts';
import { EXIT, type GlobalOptions, loadSurroundings } from './context.ts';
import { print, table } from './output.ts';
import { isReady, runningUp } from './run-state.ts';

/** What a fault of the program has made the engine drop since its start; `lastAt`: ISO. */
interface FailedInputs {
  readonly count: number;
  readonly lastAt: string | null;
}

/** `sansheng status`: exits with 3 where nothing runs, or is not ready yet. */
export async function status(options: GlobalOptions): Promise<void> {
  const { paths, portBase, timeZone } = loadSurroundings(options);
  const running = await runningUp(paths);
  if (!running) {
    print(options.json, { running: false }, () => 'not running; start it with `sansheng up`');
    process.exit(EXIT.notRunning);
  }
  const ready = await isReady(paths);
  if (!ready) {
    print(
      options.json,
      { running: true, ready, pid: running.pid },
      () => `starting (process ${running.pid})`,
    );
    process.exit(EXIT.notRunning);
  }
  const { agents, calls, callbacks, overdue, failedInputs, unreadableStates } = await figuresOf({
    portBase,
    paths,
  });
  const figures = { agents, calls, callbacks, overdue, failedInputs, unreadableStates };
  const data = { running: true, ready, pid: running.pid, ...figures };
  print(options.json, data, () =>
    [
      `running (process ${running.pid}): ${calls} calls, ${callbacks} callbacks open, ${overdue} overdue`,
      ...failedText(failedInputs, timeZone),
      ...unreadableText(unreadableStates),
      table(
        AGENT_COLUMNS,
        agents.map((agent) => agentRow(agent, timeZone)),
      ),
    ].join('\n'),
  );
}

/** What the store and the running engine know. */
async function figuresOf(at: ApiAddress) {
  const store = await openReader(at.paths);
  const [agents, calls, callbacks, overdue, unreadableStates] = await Promise.all([
    store.agents(),
    store.calls({ limit: 1000, open: true }),
    store.countCallbacks({ open: true }),
    store.countCallbacks({ standings: ['overdue'], now: Date.now() }),
    store.unreadableStates(),
  ]);
  await store.close();
  const { failedInputs } = await askEngine<{ failedInputs: FailedInputs }>(at, 'GET', '/v1/health');
  return { agents, calls: calls.length, callbacks, overdue, failedInputs, unreadableStates };
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
