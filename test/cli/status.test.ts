// `sansheng status` beside an engine that an input has failed in: its API and its store are there, as the command finds them.

import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { ROOT } from '../../src/cli/context.ts';
import { markEngine, markReady, takeSite } from '../../src/cli/run-state.ts';
import { sitePaths } from '../../src/config/site.ts';
import { MACHINES } from '../../src/engine/machines.ts';
import { Office, TOKENS } from '../web/support.ts';

const office = await Office.open();
/** The site whose API that is. */
const base = Number(new URL(office.parts.base).port) - 3;
const paths = sitePaths(ROOT, base);

beforeAll(async () => {
  mkdirSync(paths.dir, { recursive: true });
  writeFileSync(paths.secrets, JSON.stringify({ api: { admin: TOKENS.admin } }));
  symlinkSync(office.file, paths.store);
  await takeSite(paths);
  await markEngine(paths);
  await markReady(paths);
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  rmSync(paths.dir, { recursive: true });
  await office[Symbol.asyncDispose]();
});

/** Runs the command to its end. */
function statusCommand(...options: string[]): Promise<{ exitCode: number; said: string }> {
  const command = [join(ROOT, 'src', 'cli', 'main.ts'), 'status', ...options, '--port-base', String(base)];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, (_error, said) =>
      resolve({ exitCode: child.exitCode ?? -1, said }),
    );
  });
}

/** What the command prints; it must succeed. */
async function status(...options: string[]): Promise<string> {
  const { exitCode, said } = await statusCommand(...options);
  expect(exitCode).toBe(0);
  return said;
}

it('names the inputs that a fault of the program has made the engine drop, and says nothing while there is none', async () => {
  expect(await status()).toMatch(
    new RegExp(
      `^running \\(process ${process.pid}\\): 0 calls, 0 callbacks open, 0 overdue\nthe engine's loop was at most 12 ms late in the last 5 minutes\nagent `,
    ),
  );
  vi.spyOn(MACHINES.agent, 'step').mockImplementationOnce(() => {
    throw new Error('a fault of the program');
  });
  const { engine } = office.parts;
  await expect(engine.ask((turn, at) => turn.toAgent(at, '8001', { type: 'logOut' }))).rejects.toThrow();
  expect((await status()).split('\n')[1]).toBe(
    '1 input dropped because of a fault of the program, the last at 2026-03-02 10:00:00; report what the log says',
  );
  expect(JSON.parse(await status('--json'))).toMatchObject({
    failedInputs: { count: 1, lastAt: '2026-03-02T02:00:00.000Z' },
  });
});

it('tells an engine whose loop hangs from one that works', async () => {
  const { engine, store } = office.parts;
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((go) => {
    letGo = go;
  });
  vi.spyOn(store, 'commit').mockImplementationOnce(async (batch) => {
    await held;
    return store.commit(batch);
  });
  const order = engine.ask((turn, at) => turn.toAgent(at, '8001', { type: 'logOut' }));
  const { exitCode, said } = await statusCommand();
  expect(said.split('\n')[0]).toBe(`FROZEN (process ${process.pid}): the engine does not answer`);
  expect(exitCode).toBe(5);
  letGo();
  await order;
  expect(await status()).toMatch(/^running /);
});

it('counts a call apart that has ended, and whose agent still writes it down', async () => {
  const ben = await office.talksTo('8002', '13900139000');
  expect(await status()).toMatch(/: 1 calls, 0 callbacks open, 0 overdue\n/);
  ben.hangUp();
  await office.sim.advance(1000);
  expect(await status()).toMatch(/: 0 calls, 1 ended and in wrap-up, 0 callbacks open, 0 overdue\n/);
  expect(JSON.parse(await status('--json'))).toMatchObject({ calls: 0, wrapUps: 1 });
});
