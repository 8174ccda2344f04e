import { setTimeout as pause } from 'node:timers/promises';
import type { Privacy } from '../log/mask.ts';
import { plainLines } from '../util/plain-text.ts';
import type { LiveAnswer } from '../web/live.ts';
import { askEngine } from './api.ts';
import { type GlobalOptions, loadSurroundings } from './context.ts';
import { type NumbersOption, privacyOf } from './number-privacy.ts';
import { callsText, print, table } from './output.ts';

interface LiveOptions extends GlobalOptions, NumbersOption {
  readonly watch?: boolean;
}

type LiveCall = LiveAnswer['calls'][number];
type LiveAgent = LiveAnswer['agents'][number];

const WATCH_MS = 1_000;
/** Clears a terminal, and begins at its top. */
const CLEAR = '\u001b[H\u001b[J';

const CALL_COLUMNS = ['line', 'number', 'language', 'phase', 'agent', 'waited', 'next'];
const AGENT_COLUMNS = ['agent', 'name', 'on duty', 'phone', 'doing', 'call', 'missed'];

/** Minutes and seconds, never less than nothing. */
function clock(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** What the standard has done next for a customer who waits. */
function nextText({ due }: LiveCall, now: number): string {
  const all = [
    ['answer', due.answer],
    ['reassurance', due.reassurance],
    ['offer', due.offer],
  ] as const;
  const [next] = all
    .flatMap(([what, at]) => (at === null ? [] : [{ what, at: Date.parse(at) }]))
    .toSorted((a, b) => a.at - b.at);
  if (!next) return '';
  return next.at < now
    ? `${next.what} LATE ${clock(now - next.at)}`
    : `${next.what} in ${clock(next.at - now)}`;
}

function callRow(call: LiveCall, now: number, privacy: Privacy): string[] {
  const { line, number, language, agent, ringing, waitsSince } = call;
  const phase = call.endedAt === null ? call.phase : 'ended';
  const who = agent ?? (ringing === null ? '' : `(${ringing} rings)`);
  const waited = waitsSince === null ? '' : clock(now - Date.parse(waitsSince));
  const shown = number === null ? 'withheld' : privacy.number(number);
  return [line, shown, language, phase, who, waited, nextText(call, now)];
}

function agentRow({ id, name, device, availability, pauseReason, doing, call, missed }: LiveAgent): string[] {
  const duty = pauseReason === null ? availability : `${availability}: ${pauseReason}`;
  return [id, name, duty, device, doing, call ?? '', missed > 0 ? String(missed) : ''];
}

/** The picture for people: first who waits longest, then the other calls, those that have ended last, then the agents. */
export function liveText(picture: LiveAnswer, privacy: Privacy): string {
  const now = Date.parse(picture.at);
  const { open, overdue, atRisk } = picture.callbacks;
  const waiting = picture.calls.filter(({ waitsSince }) => waitsSince !== null);
  const others = picture.calls.filter(({ waitsSince, endedAt }) => waitsSince === null && endedAt === null);
  const ended = picture.calls.filter(({ endedAt }) => endedAt !== null);
  const byWait = waiting.toSorted((a, b) => Date.parse(a.waitsSince ?? '') - Date.parse(b.waitsSince ?? ''));
  const rows = [...byWait, ...others, ...ended].map((call) => callRow(call, now, privacy));
  return [
    `${waiting.length} waiting, ${callsText(waiting.length + others.length, ended.length)}; callbacks: ${open} open, ${overdue} overdue, ${atRisk} at risk`,
    ...(rows.length === 0 ? [] : ['', table(CALL_COLUMNS, rows)]),
    '',
    table(AGENT_COLUMNS, picture.agents.map(agentRow)),
  ].join('\n');
}

/** `sansheng live`: asks the running engine; with --watch again each second, until Ctrl-C. */
export async function live(options: LiveOptions): Promise<void> {
  const { paths, portBase } = loadSurroundings(options);
  const privacy = await privacyOf(options, paths, 'live');
  const look = () => askEngine<LiveAnswer>({ portBase, paths }, 'GET', '/v1/live');
  const first = await look();
  if (!options.watch || options.json) {
    print(options.json, privacy.data(first), () => liveText(first, privacy));
    return;
  }
  for (let picture = first; ; picture = await look()) {
    process.stdout.write(`${CLEAR}${plainLines(liveText(picture, privacy))}\n`);
    await pause(WATCH_MS);
  }
}
