import { openReader } from '../compose.ts';
import { AGENT_COLUMNS, agentRow } from './agents/list.ts';
import { EXIT, type GlobalOptions, lookAround } from './context.ts';
import { print, table } from './output.ts';
import { isReady, runningUp } from './run-state.ts';

/** `sansheng status`: exits with 3 where nothing runs, or is not ready yet. */
export async function status(options: GlobalOptions): Promise<void> {
  const { paths, timeZone } = lookAround(options);
  const running = await runningUp(paths);
  if (!running) {
    print(options.json, { running: false }, () => 'not running; `sansheng up` starts it');
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
  const store = await openReader(paths);
  const [agents, calls, callbacks, overdue] = await Promise.all([
    store.agents(),
    store.calls({ limit: 1000, open: true }),
    store.countCallbacks({ open: true }),
    store.countCallbacks({ standings: ['overdue'], now: Date.now() }),
  ]);
  await store.close();
  const data = {
    running: true,
    ready,
    pid: running.pid,
    agents,
    calls: calls.length,
    callbacks,
    overdue,
  };
  print(options.json, data, () =>
    [
      `running (process ${running.pid}): ${calls.length} calls, ${callbacks} callbacks open, ${overdue} overdue`,
      table(
        AGENT_COLUMNS,
        agents.map((agent) => agentRow(agent, timeZone)),
      ),
    ].join('\n'),
  );
}
