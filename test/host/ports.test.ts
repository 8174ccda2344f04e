import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { ensureAsterisk } from '../../src/host/asterisk/install.ts';
import { takeName } from '../../src/host/asterisk/ports.ts';
import { startAsterisk } from '../../src/host/asterisk/process.ts';
import { renderAsterisk } from '../../src/host/asterisk/render.ts';
import { inFolder, testSite } from './support.ts';

const MINUTES = 60_000;
const PORTS = join(import.meta.dirname, '..', '..', 'src', 'host', 'asterisk', 'ports.ts');
const SUPPORT = join(import.meta.dirname, 'support.ts');

/** A process that does this, says a line, and goes on until it is killed. */
async function other(script: string): Promise<{ child: ChildProcess; said: string }> {
  const going = `${script}; setInterval(() => undefined, 1000)`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', going], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, said };
}

async function kill(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}

test('a name is had by one process at a time, and is free again when that has ended, however it did', async () => {
  const name = `test ${process.pid}`;
  const take = `import { takeName } from '${PORTS}'; console.log(typeof await takeName('${name}'))`;
  const { child, said } = await other(take);
  expect(said).toBe('function');
  expect(await takeName(name)).toBeUndefined();
  await kill(child);
  const giveBack = await takeName(name);
  expect(await takeName(name)).toBeUndefined();
  await giveBack?.();
  await (await takeName(name))?.();
});

test('tests that run at once never get the same ports', async () => {
  const ask = `import { takePortBase } from '${SUPPORT}';
    const bases = []; for (let i = 0; i < 6; i++) bases.push((await takePortBase()).base); console.log(bases.join(' '))`;
  const others = await Promise.all([other(ask), other(ask), other(ask)]);
  const bases = others.flatMap(({ said }) => said.split(' '));
  await Promise.all(others.map(({ child }) => kill(child)));
  expect(new Set(bases).size).toBe(18);
});

test(
  'of two that start on the same ports at once, one starts and one says why it does not',
  {
    timeout: 5 * MINUTES,
  },
  () =>
    inFolder((one) =>
      inFolder(async (two) => {
        const root = await ensureAsterisk(() => undefined);
        const site = await testSite();
        await Promise.all([renderAsterisk(one, site), renderAsterisk(two, site)]);
        const starts = await Promise.allSettled([startAsterisk(root, one), startAsterisk(root, two)]);
        for (const start of starts) if (start.status === 'fulfilled') await start.value.stop();
        const reasons = starts.flatMap((start) => (start.status === 'rejected' ? [start.reason] : []));
        expect(reasons).toMatchObject([
          {
            code: 'HOST_PORT_IN_USE',
            message: expect.stringContaining(`SIP's port UDP 127.0.0.1:${site.sipPort} is just being taken`),
          },
        ]);
      }),
    ),
);
