import { SOURCES, type Source } from '../../src/core/standard/catalogue/clause.ts';
import { heardOn, isListened, type Judged, judge } from '../../test/asterisk/standards/judge.ts';
import { LINES, standardOf } from '../../test/asterisk/standards/lines.ts';
import { RULES } from '../../test/asterisk/standards/rules/index.ts';
import type { MeasuredRule, Rule, Shown } from '../../test/asterisk/standards/rules/rule.ts';
import type { Transcript } from '../../test/asterisk/standards/transcript.ts';
import { markdownTable } from './table.ts';

/** What the listening suite has heard, and when. */
export interface Listening {
  /** The date. */
  readonly on: string;
  readonly version: string;
  readonly transcripts: readonly Transcript[];
}

const HEAD = `# The five standards: what was heard and measured

<!-- Written by \`npm run standards:kept\` from test/asterisk/standards/: change it there. -->

Every rule of the five service standards, in the words of its document, and how Sansheng shows that it keeps it. The listening
suite plays a script of calls on a real Asterisk, with a SIP caller and a SIP agent on each of the five lines, and judges the
sound that they receive: a phrase counts where it is heard whole and in its order, a number is measured in that sound.

The agents and the callers are scripted, the machine is a small one with other work to do. Three times are shortened, for
nobody can wait for them: in the calls \`queue\`, \`offered\` and \`late\` the callback is offered after 12 s (the call
\`limit\` waits for it at its true length), in the call \`news\` the half hour is a minute and a half, and no agent writes
a call down for longer than a second.`;

const LEGEND = `- **heard**: the caller (or the customer who is called) hears these words. The time is from the beginning of the call.
- **measured**: the number in the sound, and its limit.
- **test**: another test of the repository shows it.
- **a person's**: no telephone system can keep it. It is guidance for people.
- **NOT KEPT**: the words were not heard whole in the call, or the number was outside its limit.
- **NOT MEASURED**: the call was not played in the run that this page was written from.`;

/** Cells of a table have no bars. */
const cell = (text: string) => text.replaceAll('|', '\\|');

function limitOf({ atLeast, atMost, unit }: MeasuredRule): string {
  const number = (value: number) => String(Math.round(value * 100) / 100);
  if (!Number.isFinite(atLeast)) return `at most ${number(atMost)} ${unit}`;
  if (!Number.isFinite(atMost)) return `at least ${number(atLeast)} ${unit}`;
  return `${number(atLeast)} to ${number(atMost)} ${unit}`;
}

/** What came of a rule that is listened to. */
function resultOf(rule: Rule, shown: Shown, transcripts: readonly Transcript[]): string {
  if (!isListened(shown)) throw new Error(`${rule.quote} is not listened to`);
  const heard = heardOn(transcripts, rule);
  const played = transcripts.some(
    ({ line, call }) => line === rule.source && call.replace(/\d$/, '') === shown.call,
  );
  if (!played) return '**NOT MEASURED**';
  try {
    const { kept, value }: Judged = judge(shown, heard);
    return kept ? value : `**NOT KEPT**: ${value}`;
  } catch (error) {
    return `**NOT KEPT**: ${error instanceof Error ? error.message : error}`;
  }
}

/** How a rule is shown, and what came of it. */
function shownCells(rule: Rule, shown: Shown, transcripts: readonly Transcript[]): [string, string] {
  switch (shown.by) {
    case 'sound': {
      const who = shown.party === 'customer' ? ' by the customer' : '';
      return [
        `heard${who} in the call \`${shown.call}\`: ${shown.words}`,
        resultOf(rule, shown, transcripts),
      ];
    }
    case 'measure': {
      const how = `measured in the call \`${shown.call}\`, ${limitOf(shown)}`;
      return [how, resultOf(rule, shown, transcripts)];
    }
    case 'test':
      return [`test: \`${shown.file}\``, `«…${shown.title}…»`];
    case 'person':
      return ['a person’s', shown.why];
  }
}

function tableOf(source: Source, transcripts: readonly Transcript[]): string {
  const rows = RULES.filter((rule) => rule.source === source).flatMap((rule) =>
    rule.shown.map((shown, i) => {
      const [how, value] = shownCells(rule, shown, transcripts);
      const [clause, quote] = i === 0 ? [rule.clause ? `\`${rule.clause}\`` : '', rule.quote] : ['', ''];
      return [clause, quote, how, value].map(cell);
    }),
  );
  return markdownTable(['clause', 'the document', 'how it is shown', 'result'], rows);
}

/** What each caller of a line heard, call by call. */
function callsOf(source: Source, transcripts: readonly Transcript[]): string {
  const own = transcripts.filter(({ line, party }) => line === source && party !== 'agent');
  const rows = own
    .toSorted((a, b) => a.call.localeCompare(b.call) || a.party.localeCompare(b.party))
    .map(({ call, party, heard }) => {
      const told = heard.map(({ id, from, whole }) => `${from.toFixed(1)} ${id}${whole ? '' : ' (in part)'}`);
      return [`\`${call}\``, party, told.join(' · ')];
    });
  return markdownTable(['call', 'who', 'what was heard, and when (s)'], rows);
}

function sectionOf(source: Source, transcripts: readonly Transcript[]): string {
  const { zh, en } = standardOf(source).title;
  return [
    `## ${source}: ${en}`,
    `${zh}, line ${LINES[source]}`,
    tableOf(source, transcripts),
    `### The calls of ${source}`,
    callsOf(source, transcripts),
  ].join('\n\n');
}

/** How many rules are shown in which way. */
function summary(): string {
  const ways = RULES.map(({ shown }) => shown.map(({ by }) => by));
  const count = (is: (ways: readonly Shown['by'][]) => boolean) => ways.filter(is).length;
  const people = count((all) => all.every((by) => by === 'person'));
  const listened = count((all) => all.some((by) => by === 'sound' || by === 'measure'));
  const tested = RULES.length - people - listened;
  return `${RULES.length} rules: ${listened} are heard or measured here, ${tested} are shown by other tests, ${people} are people's.`;
}

/** docs/standards-kept.md */
export function standardsKeptPage({ on, version, transcripts }: Listening): string {
  const when = `Measured on ${on}, with Sansheng ${version} on Asterisk 22.`;
  const sections = SOURCES.map((source) => sectionOf(source, transcripts));
  const missing = sections.join('').split('**NOT MEASURED**').length - 1;
  const missed =
    missing === 0 ? '' : ` Not all calls were played in this run: ${missing} results are missing.`;
  return `${[HEAD, `${when} ${summary()}${missed}`, LEGEND, ...sections].join('\n\n')}\n`;
}
