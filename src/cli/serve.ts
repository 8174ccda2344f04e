import { type GlobalOptions, loadContext } from './context.ts';
import { keepEngine, openSupervision } from './engine-process.ts';
import { print } from './output.ts';
import { takeSite } from './run-state.ts';
import { stopSignal, waitForAbort } from './stop.ts';

/** `sansheng serve`: runs only the engine, and starts it again when it ends; an admin or Docker runs Asterisk. */
export async function serve(options: GlobalOptions): Promise<void> {
  const { paths } = loadContext(options);
  const signal = stopSignal();
  const giveBack = await takeSite(paths);
  try {
    const supervision = openSupervision(paths);
    const stop = await keepEngine(options, paths, supervision, signal);
    print(options.json, { ready: true }, () => 'ready');
    await waitForAbort(signal);
    await stop();
    await supervision.done();
  } finally {
    await giveBack();
  }
  process.exit(0);
}
