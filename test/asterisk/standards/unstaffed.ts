import { SOURCES, type Source } from '../../../src/core/standard/catalogue/clause.ts';
import type { Standard } from '../../../src/core/standard/standard.ts';
import { pause } from '../../host/machine.ts';
import type { SiteOptions, TestSite } from '../support/site.ts';
import { calledBack } from './callbacks.ts';
import { lengthOf, promptsIn, standardOf } from './lines.ts';
import { FLOOR, fiveLines, type Played, play } from './stage.ts';
import { comesToItsEnd, dials, hangsUp, type ScriptedCall, type Stage } from './talk.ts';

/** Long enough for two reassurances. */
const QUEUE_MS = 36_000;
/** The offer comes so soon here; waiting.long.test.ts waits for it at its true length. */
const OFFER_MS = 12_000;

/** What the callers key in who want to be called on another number. */
const OTHER: Readonly<Record<Source, string>> = {
  gas: '13900001111',
  telecom: '13900002222',
  aftersales: '13900003333',
  desk400: '13900004444',
  ticketing: '13900005555',
};

function soonOffered(shipped: Standard): Standard {
  const limit = shipped.clauses['hold.limit'];
  if (!limit) return shipped;
  return { ...shipped, clauses: { ...shipped.clauses, 'hold.limit': { ...limit, afterMs: OFFER_MS } } };
}

/** A site on which nobody is there at first. */
export function agentsUnavailable(): SiteOptions {
  const site = fiveLines([]);
  const change = (shipped: Standard) => soonOffered(site.standards?.[shipped.name]?.(shipped) ?? shipped);
  return { ...site, standards: Object.fromEntries(SOURCES.map((source) => [source, change])) };
}

/** A caller waits for an agent, and gives up. */
const queue: ScriptedCall = async (stage) => {
  const caller = await dials(stage);
  await caller.event('answered', { timeoutMs: 30_000 });
  await pause(QUEUE_MS);
  await hangsUp(stage, caller);
};

/** A number is read out digit by digit. */
const NUMBER_MS = 11 * 450;

/** Waits while something is said to a caller who hears music afterwards. */
async function says(words: unknown, slotsMs = 0): Promise<void> {
  await pause(lengthOf(promptsIn(words)) + slotsMs + 1000);
}

/** A caller keys in another number at the offer, hears it read back, and takes it. */
const offered: ScriptedCall = async (stage) => {
  const { records } = stage.site;
  const { clauses } = standardOf(stage.line);
  const words = clauses['callback.number'];
  const caller = await dials(stage);
  await records.event(stage.from, 'offerMade', { timeoutMs: 60_000 });
  // a reassurance may come first
  await says([clauses['hold.reminder']?.say, clauses['hold.limit']?.say]);
  await caller.rtp.sendDigits('2');
  await says(words?.sayKeyIn);
  await caller.rtp.sendDigits('12345#', { toneMs: 80, gapMs: 80 });
  await records.event(stage.from, 'numberKeyed');
  await says(words?.sayInvalid);
  await caller.rtp.sendDigits(`${OTHER[stage.line]}#`, { toneMs: 80, gapMs: 80 });
  await records.event(stage.from, 'numberKeyed', { count: 2 });
  await says(words?.sayReadBack, NUMBER_MS);
  await caller.rtp.sendDigits('1');
  await comesToItsEnd(stage, caller);
};

/** A caller waits until the agents come, and is answered late. */
const late =
  (agents: Promise<unknown>): ScriptedCall =>
  async (stage) => {
    const caller = await dials(stage);
    await caller.event('answered', { timeoutMs: 30_000 });
    await agents;
    await stage.site.parties.pickedUp(stage.from, 120_000);
    await stage.site.records.event(stage.from, 'connected', { timeoutMs: 60_000 });
    await hangsUp(stage, caller);
  };

/** Callers wait, are offered a callback, give up; then the agents come, answer who still waits, and call back. */
export async function unstaffed(site: TestSite, sources: readonly Source[]): Promise<Played[]> {
  const stageOf = (line: Source, call: string, n: number): Stage => {
    return { site, line, call, from: `13812${SOURCES.indexOf(line)}0${n}000`, listened: [] };
  };
  let come: () => void = () => undefined;
  const agents = new Promise<void>((resolve) => {
    come = resolve;
  });
  const lines = sources.map((line) => ({ line, clauses: standardOf(line).clauses }));
  const patient = lines.filter(({ clauses }) => clauses['answer.late.apology']);
  const limited = lines.filter(({ clauses }) => clauses['hold.limit']);
  const answered = patient.map(({ line }) => play(stageOf(line, 'late', 3), late(agents)));
  const waited = await Promise.all([
    ...lines.map(({ line }) => play(stageOf(line, 'queue', 1), queue)),
    ...limited.map(({ line }) => play(stageOf(line, 'offered', 2), offered)),
  ]);
  for (const id of FLOOR) await site.parties.phone(id);
  come();
  const backs = lines.flatMap(({ line }) => [
    play({ ...stageOf(line, 'queue', 1), call: 'givenUp' }, (stage) => expectedBack(stage)),
    play({ ...stageOf(line, 'offered', 2), from: OTHER[line] }, (stage) => expectedBack(stage)),
  ]);
  return [...waited, ...(await Promise.all([...answered, ...backs]))];
}

/** Who is to be called back is: whom a standard promises nothing is not. */
const expectedBack: ScriptedCall = async (stage) => {
  const callbacks = await stage.site.records.callbacks(stage.from);
  if (callbacks.length > 0) await calledBack(stage);
};
