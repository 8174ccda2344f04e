// How long the engine's loop stands still with very many callbacks: `npm run bench:stall -- [OPEN] [SECONDS] [REQUESTS] [ROWS]`. The
// engine, its API, a webhook and the store on the disk are the product's, and so is the clock; Asterisk is the simulated one, and nobody calls. For
// each piece of work it prints how long it took, how long this thread worked without giving way (CPU time, whatever else the machine
// does), and how late a tick of the loop was at worst (with whatever else the machine does).
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { LoopProbe } from './loop-probe.ts';
import { configuration, StallOffice, seed } from './stall-office.ts';
import { RefusingStore, StallWork } from './stall-work.ts';

const ROOT = join(import.meta.dirname, '..', '..');

function row(cells: readonly (string | number)[], what: string): void {
  const shown = cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(1) : cell).padStart(9));
  console.log(`${shown.join('')}  ${what}`);
}

async function measured(what: string, work: () => Promise<string>, probe: LoopProbe | null): Promise<void> {
  probe?.take();
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  const said = await work();
  const took = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  // what is left to do comes to light
  await new Promise((tick) => setTimeout(tick, 50));
  const seen = probe?.take();
  const { held, late } = seen ?? {};
  const cells = held && late ? [held.worst, held.p999, String(held.over20), late.worst, late.p999] : [];
  row([took, (user + system) / 1000, ...cells], `${what}${said && `: ${said}`}`);
}

async function main(): Promise<void> {
  const [open = 100_000, seconds = 30, requests = 5000, rows = 100_000] = process.argv.slice(2).map(Number);
  const config = await configuration(ROOT);
  const folder = await mkdtemp(join(tmpdir(), 'sansheng-bench-'));
  const file = join(folder, 'bench.db');
  const refusing = new RefusingStore(await openSqliteStore(file));
  row(['took', 'CPU', 'held', 'p99.9', '>20 ms', 'late', 'p99.9'], 'ms');
  try {
    const seeding = async () => {
      await seed(refusing.store, config, open);
      return '';
    };
    await measured(`seeding ${open} open and ${open} ended callbacks`, seeding, null);
    const parts: { office?: StallOffice } = {};
    const start = async () => {
      parts.office = await StallOffice.open(file, config, refusing.store);
      return '';
    };
    await measured('start', start, null);
    if (!parts.office) return;
    const { all } = new StallWork(parts.office, refusing, config, { open, seconds, requests, rows });
    const probe = new LoopProbe();
    for (const [what, work] of all) await measured(what, work, probe);
    await probe.stop();
    await parts.office.stop();
  } finally {
    await refusing.store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
