import { readdir, readFile, stat } from 'node:fs/promises';
import type { ChaosSite } from './chaos-site.ts';

/** What two processes use at a moment. */
export interface Sample {
  readonly minute: number;
  readonly engineMb: number;
  readonly engineHandles: number;
  readonly asteriskMb: number;
  readonly asteriskHandles: number;
  readonly channels: number;
  readonly storeMb: number;
  readonly ownMb: number;
}

async function memoryMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

async function handles(pid: number): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`).catch(() => [])).length;
}

/** How many channels Asterisk has; NaN where it does not answer. */
async function channels({ own }: ChaosSite): Promise<number> {
  const { ariUrl, ariUser, ariPassword } = own.connection;
  const authorization = `Basic ${Buffer.from(`${ariUser}:${ariPassword}`).toString('base64')}`;
  const signal = AbortSignal.timeout(2000);
  const answer = fetch(`${ariUrl}/ari/channels`, { headers: { authorization }, signal });
  const found = await answer.then((response) => response.json() as Promise<unknown[]>).catch(() => undefined);
  return found?.length ?? Number.NaN;
}

export async function sample(site: ChaosSite, minute: number): Promise<Sample> {
  const { engine, asterisk, own } = site;
  const engineId = engine.pid ?? 0;
  const { size } = await stat(own.paths.store).catch(() => ({ size: 0 }));
  return {
    minute,
    engineMb: await memoryMb(engineId),
    engineHandles: await handles(engineId),
    asteriskMb: await memoryMb(asterisk.pid),
    asteriskHandles: await handles(asterisk.pid),
    channels: await channels(site),
    storeMb: size / 1024 ** 2,
    ownMb: process.memoryUsage.rss() / 1024 ** 2,
  };
}

const COLUMNS = [
  'minute',
  'engineMb',
  'engineHandles',
  'asteriskMb',
  'asteriskHandles',
  'channels',
  'storeMb',
  'ownMb',
] as const;
const MOST_ROWS = 13;

/** As a table; of many samples some. */
export function samplesTable(samples: readonly Sample[]): string[] {
  const step = Math.max(1, Math.ceil(samples.length / MOST_ROWS));
  const shown = samples.filter((_, i) => i % step === 0 || i === samples.length - 1);
  const cell = (text: string) => text.padStart(16);
  return [
    COLUMNS.map(cell).join(''),
    ...shown.map((each) =>
      COLUMNS.map((name) => cell(each[name].toFixed(name.endsWith('Mb') ? 1 : 0))).join(''),
    ),
  ];
}
