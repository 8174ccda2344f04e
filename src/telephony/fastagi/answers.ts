import { LANGUAGES, type Language, type PromptId } from '../../core/ids.ts';
import type { CallbackRequest } from '../../core/model/callback.ts';
import { speak } from '../../core/prompts/speak.ts';
import type { Dialling } from '../../core/rules.ts';
import type { Requested } from '../../engine/commands.ts';
import type { EngineSite } from '../../engine/site.ts';
import type { AgiRequest } from './protocol.ts';

/** What the entry points need. */
export interface AgiPorts {
  /** Resolves when the callback is stored; rejects where it cannot be. */
  requestCallback(wish: CallbackRequest): Promise<Requested>;
  readonly site: EngineSite;
  /** Whether the line is closed, by its hours or because somebody has closed it for today. */
  closed(line: string, wall: number): ReturnType<EngineSite['closed']>;
  /** callback.purpose: whether the line may dial the number now. */
  mayDial(raw: string, line: string): Dialling;
  /** The folder of the prompts, absolute, as Asterisk sees it. */
  readonly sounds: string;
  /** Whether the prompt can be played. */
  has(prompt: PromptId, language: Language): boolean;
  /** UTC ms. */
  now(): number;
}

/** Variables of the channel, by their names. */
export type AgiVariables = Readonly<Record<string, string>>;

/** The dialplan asks in a way that cannot be answered. The message is the cause. */
export class AgiMisuse extends Error {
  override readonly name = 'AgiMisuse';
  readonly cure: string;
  /** The value of SANSHENG_REASON. */
  readonly reason: 'badArgument' | 'unknownLine';
  constructor(reason: AgiMisuse['reason'], message: string, cure: string) {
    super(message);
    this.reason = reason;
    this.cure = cure;
  }
}

/** One entry point: what it takes, and what it sets. */
export interface EntryPoint {
  readonly takes: readonly string[];
  answer(asked: AgiQuery, ports: AgiPorts): Promise<AgiVariables>;
  /** What is set where there is no answer: every variable, so that no older value remains. */
  unanswered(why: string, refused: boolean): AgiVariables;
}

/** A request, parsed. */
export interface AgiQuery {
  readonly request: AgiRequest;
  /** The arguments by their names. */
  readonly args: ReadonlyMap<string, string>;
  readonly line: string;
  readonly standard: string;
  readonly language: Language;
}

/** The longest wait that counts for a place in the queue. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

/** What agi://…/NAME does, by its name. */
export const ENTRY_POINTS: ReadonlyMap<string, EntryPoint> = new Map([
  [
    'callback',
    {
      takes: ['number', 'line', 'language', 'since', 'waited'],
      answer: makeCallback,
      unanswered: (why: string, refused: boolean) => noCallback(refused ? 'REFUSED' : 'FAILED', why),
    },
  ],
  [
    'greeting',
    {
      takes: ['line', 'language', 'agent'],
      answer: sayGreeting,
      unanswered: () => ({ SANSHENG_PROMPTS: '', SANSHENG_LANGUAGE: '' }),
    },
  ],
  [
    'open',
    {
      takes: ['line'],
      answer: sayOpen,
      // if it is unknown whether a line is open, its callers must not be turned away
      unanswered: () => ({ SANSHENG_OPEN: '1', SANSHENG_OPENS_AT: '' }),
    },
  ],
]);

/** Parses a request. Throws AgiMisuse. */
export function agiQueryOf(request: AgiRequest, { takes }: EntryPoint, site: EngineSite): AgiQuery {
  const args = new Map<string, string>();
  for (const arg of request.args) {
    const [, name = '', value = ''] = /^\s*(\w*)\s*=\s*(.*?)\s*$/.exec(arg) ?? [];
    if (!takes.includes(name) || args.has(name)) {
      const cure = `Give ${takes.map((each) => `${each}=…`).join(', ')}, each once at most.`;
      throw new AgiMisuse('badArgument', `agi://…/${request.script} does not take ${quotedText(arg)}`, cure);
    }
    args.set(name, value);
  }
  const line = lineOf(request, args, site);
  const { standard, language } = site.line(line) ?? unknownLine(line);
  return { request, args, line, standard, language: languageOf(args, language) };
}

/** The line that the request names, or that the caller dialled. */
function lineOf(request: AgiRequest, args: ReadonlyMap<string, string>, site: EngineSite): string {
  const named = args.get('line');
  if (named !== undefined) return named;
  const dialled = [request.variable('agi_dnid'), request.variable('agi_extension')];
  return dialled.find((number) => site.line(number)) ?? dialled.find((number) => number !== '') ?? '';
}

function unknownLine(line: string): never {
  const cure = 'Name one of the lines of sansheng.yaml in the dialplan: agi://…,line=4008001234.';
  throw new AgiMisuse('unknownLine', `${quotedText(line)} is no line of this site`, cure);
}

function languageOf(args: ReadonlyMap<string, string>, ofLine: Language): Language {
  const named = args.get('language');
  if (named === undefined) return ofLine;
  const language = LANGUAGES.find((each) => each === named);
  if (language) return language;
  throw new AgiMisuse('badArgument', `${quotedText(named)} is no language`, `Give ${LANGUAGES.join(', ')}.`);
}

/** What a dialplan gave, short enough for a log and on one line. */
function quotedText(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}

/** Q.931: the presentation of a number that its caller withholds, or that the network does not know. */
const NOT_PRESENTED = 0x60;

/** The caller's number; none where the caller withholds it. */
function callerOf(request: AgiRequest): string {
  const withheld = (Number(request.variable('agi_callingpres')) & NOT_PRESENTED) !== 0;
  return withheld ? '' : request.variable('agi_callerid');
}

/** agi://…/callback: makes a callback, or joins the one that is open for the number. It is stored before this resolves. */
async function makeCallback(asked: AgiQuery, ports: AgiPorts): Promise<AgiVariables> {
  const { request, args, line, standard, language } = asked;
  const dialled = args.get('number') ?? callerOf(request);
  // callback.purpose
  const dialling = ports.mayDial(dialled, line);
  if ('refused' in dialling) return noCallback('REFUSED', dialling.refused);
  const now = ports.now();
  const place = placeOf(args, now);
  const { callback, joined } = await ports.requestCallback({
    kind: place === null ? 'requested' : 'queue',
    number: dialling.number.e164,
    dialled: dialling.number.dial,
    line,
    standard,
    language,
    from: null,
    by: 'dialplan',
    place: place ?? now,
  });
  const { status } = callback;
  if (status.is === 'blocked') return noCallback('REFUSED', status.why);
  if (status.is === 'failed') return noCallback('REFUSED', status.rule ?? status.why);
  const what = joined ? 'JOINED' : 'CREATED';
  return { SANSHENG_CALLBACK: callback.id, SANSHENG_STATUS: what, SANSHENG_REASON: '' };
}

function noCallback(status: 'REFUSED' | 'FAILED', reason: string): AgiVariables {
  return { SANSHENG_CALLBACK: '', SANSHENG_STATUS: status, SANSHENG_REASON: reason };
}

/** UTC ms since when the caller has waited in the dialplan's own queue; null for a caller who has not waited. */
function placeOf(args: ReadonlyMap<string, string>, now: number): number | null {
  const [name] = (['since', 'waited'] as const).filter((each) => args.has(each));
  if (name === undefined) return null;
  const seconds = args.get(name) ?? '';
  if (!/^\d{1,12}(\.\d{0,9})?$/.test(seconds)) {
    const cure = 'Give seconds: since= with the EPOCH before Queue(), or waited= with the time waited.';
    throw new AgiMisuse('badArgument', `${name}=${quotedText(seconds)} is no number of seconds`, cure);
  }
  const ms = Number(seconds) * 1000;
  const place = name === 'since' ? ms : now - ms;
  return Math.round(Math.min(now, Math.max(place, now - LONGEST_WAIT_MS)));
}

/** agi://…/greeting: what the line's callers hear first, as Playback() takes it. [answer.greeting, answer.greeting.time] */
async function sayGreeting(asked: AgiQuery, { site, sounds, has, now }: AgiPorts): Promise<AgiVariables> {
  const { args, line, standard: name, language } = asked;
  const { standard } = site.rules(name);
  const greeting = standard.clauses['answer.greeting'];
  const agent = args.get('agent');
  const phrase = (agent === undefined ? greeting?.sayEngine : greeting?.say) ?? [];
  const prompts = speak(phrase, { salutation: site.salutation(line, now()), agent }, standard);
  const files = prompts.filter((prompt) => has(prompt, language));
  return {
    SANSHENG_PROMPTS: files.map((prompt) => `${sounds}/${language}/${prompt}`).join('&'),
    SANSHENG_LANGUAGE: language,
  };
}

/** agi://…/open: whether the line is, and when it opens next, in seconds since 1970. */
async function sayOpen({ line }: AgiQuery, { closed: closedAt, now }: AgiPorts): Promise<AgiVariables> {
  const closed = closedAt(line, now());
  return {
    SANSHENG_OPEN: closed ? '0' : '1',
    SANSHENG_OPENS_AT: closed ? String(Math.floor(closed.opensAt / 1000)) : '',
  };
}
