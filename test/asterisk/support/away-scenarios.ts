import { join } from 'node:path';
import { readSounds, type SoundLibrary } from '../../../src/host/sounds.ts';
import type { Leg } from '../../../src/sipkit/index.ts';
import { pause } from '../../host/machine.ts';
import type { EngineProcessSite } from './engine-process.ts';
import { until } from './records.ts';

/** What a caller does in the fallback, and the number that is to be in the ledger for it, as dialled; null: none. */
interface Part {
  readonly from: string;
  readonly leaves: string | null;
  readonly does: (leg: Leg, said: Lengths) => Promise<void>;
}

/** What became of a caller. */
export interface Away {
  readonly from: string;
  readonly leaves: string | null;
  readonly leg: Leg;
}

type Lengths = (...prompts: string[]) => number;

/** Asterisk is a little slower than its files are long. */
const SLACK_MS = 700;

let sounds: Promise<SoundLibrary> | undefined;

async function lengths(): Promise<Lengths> {
  sounds ??= readSounds(join(import.meta.dirname, '../../../sounds'));
  const { zh } = (await sounds).durations;
  return (...prompts) => prompts.reduce((sum, prompt) => sum + (zh[prompt] ?? 0), 0);
}

const QUESTION = ['fallback.apology', 'fallback.offer'] as const;

/** 1, so long after the question has begun. */
const one = (afterMs: number) => async (leg: Leg) => {
  await pause(afterMs);
  await leg.rtp.sendDigits('1');
};

/** Keys a number in, and confirms it when it has been read back. */
async function keys(leg: Leg, said: Lengths, number: string): Promise<void> {
  await pause(1000);
  await leg.rtp.sendDigits(`${number}#`);
  const digits = [...number].map((digit) => `digit.${digit}`);
  // in the middle of the prompt that asks for it, however slow the digits were
  const before = said('callback.read_back', ...digits) + digits.length * 60;
  await pause(before + said('callback.confirm') + SLACK_MS);
  await leg.rtp.sendDigits('1');
}

const other = (number: string) => async (leg: Leg, said: Lengths) => {
  await pause(said(...QUESTION));
  await leg.rtp.sendDigits('2');
  await keys(leg, said, number);
};

const withheld = (number: string) => async (leg: Leg, said: Lengths) => {
  await pause(said('fallback.apology') + SLACK_MS);
  await keys(leg, said, number);
};

/** What a number in these tests is: `138000` and a part and a count, 11 digits. */
export const mobile = (part: number, count: number) =>
  `13800${String(part).padStart(3, '0')}${String(count).padStart(3, '0')}`;

/** So many callers. Of twenty no two are alike. */
export function callers(part: number, count: number): readonly Part[] {
  return Array.from({ length: Math.ceil(count / TWENTY) }, (_, more) => twenty(part + more))
    .flat()
    .slice(0, count);
}

const TWENTY = 20;

function twenty(part: number): readonly Part[] {
  const from = (count: number) => mobile(part, count);
  const ones = [0, 300, 1000, 2500, 4000, 5000, 6000, 7000, 8000].map((afterMs, count) => {
    return { from: from(count), leaves: from(count), does: one(afterMs) };
  });
  const others = [9, 10, 11, 12].map((count) => {
    const number = mobile(part, 500 + count);
    return { from: from(count), leaves: number, does: other(number) };
  });
  const anonymous = [13, 14].map((count) => {
    const number = mobile(part, 500 + count);
    return { from: `anonymous`, leaves: number, does: withheld(number) };
  });
  const silent = [15, 16].map((count) => ({ from: from(count), leaves: null, does: async () => undefined }));
  const goes = async (leg: Leg) => void (await leg.hangUp());
  const hangUp = [
    { from: from(17), leaves: null, does: async (leg: Leg) => pause(1500).then(() => goes(leg)) },
    {
      // in the middle of the number
      from: from(18),
      leaves: null,
      does: async (leg: Leg, said: Lengths) => {
        await pause(said(...QUESTION));
        await leg.rtp.sendDigits('2');
        await pause(1000);
        await leg.rtp.sendDigits('1390000');
        await goes(leg);
      },
    },
    {
      // as soon as the number is kept
      from: from(19),
      leaves: from(19),
      does: async (leg: Leg) => {
        await one(1500)(leg);
        await pause(1000);
        await goes(leg);
      },
    },
  ];
  return [...ones, ...others, ...anonymous, ...silent, ...hangUp];
}

/** A caller dials and does the part, to the end of the call. */
export async function play(site: EngineProcessSite, { from, leaves, does }: Part): Promise<Away> {
  const leg = await site.callers.dial(site.line, { from });
  await leg.event('answered', { timeoutMs: 60_000 });
  await does(leg, await lengths());
  await leg.event('ended', { timeoutMs: 60_000 });
  return { from, leaves, leg };
}

/** Waits until these numbers, as dialled, are in the ledger. */
export async function inLedger(site: EngineProcessSite, numbers: readonly string[]): Promise<void> {
  const look = async () => {
    const there = new Set((await site.callbacks()).map(({ dialled }) => dialled));
    return numbers.every((number) => there.has(number)) ? true : undefined;
  };
  await until(look, 'all who left a number are in the ledger', 90_000);
}
