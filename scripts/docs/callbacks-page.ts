import { HANDLING_FIELDS } from '../../src/config/standards/fields.ts';
import { KINDS, type KindRule } from '../../src/core/callback/kinds.ts';
import type { OrderRefusal } from '../../src/core/callback/operator-orders.ts';
import { OUTCOME_RULES, type OutcomeRule } from '../../src/core/callback/outcome-rules.ts';
import { isNotReached, RETRY } from '../../src/core/callback/retry.ts';
import {
  CALLBACK_TRANSITIONS,
  type CallbackTrigger,
  INITIAL_STATES,
  isLegal,
  STATES,
  type StateName,
  TRIGGERED_BY,
} from '../../src/core/callback/table.ts';
import type { AttemptOutcome, CallbackKind } from '../../src/core/model/callback.ts';
import { MAINLAND_HANDLING } from '../../src/core/standard/handling.ts';
import { markdownTable } from './table.ts';

const STATE_WORDS: Readonly<Record<StateName, string>> = {
  scheduled: 'not to be tried before its time; that is always in the calling hours of its line',
  due: 'the next free agent gets it, in its place among the callers who wait',
  attempting:
    'tried just now: somebody’s phone rings, they talk, or the agent writes down; or the customer has rung in',
  blocked: 'a rule has an operator look at it first',
  settled: 'kept',
  failed: 'over without the customer: not reached, no such number, or not allowed',
  cancelled: 'over: by whom, and why',
};

const EVENT_WORDS: Readonly<Record<CallbackTrigger, string>> = {
  deadline: 'the clock has been looked at',
  agentOffered: 'an agent is free for it',
  attemptEnded: 'the attempt is over, with an outcome',
  customerRang: 'the customer rings in',
  joined: 'the same number asks again on the same line',
  assign: 'for this agent only, or for anybody again',
  callNow: 'to be called now',
  reschedule: 'another time, as the customer has been told',
  settle: 'done without a call of ours',
  cancel: 'nobody is to be called',
  release: 'what a rule holds back is let go',
};

const REFUSAL_WORDS: Readonly<Record<OrderRefusal, string>> = {
  over: 'it has ended',
  attempting: 'an attempt is under way: what comes of it has to be known first',
  blocked: 'a rule holds it back: it has to be released first',
  notBlocked: 'no rule holds it back',
  dueAlready: 'the next free agent gets it already',
  past: 'that time has passed',
  outsideHours: 'the line calls nobody then',
  noSuchAgent: 'nobody knows this agent',
};

const CUSTOMER: Readonly<Record<OutcomeRule['customer'], string>> = {
  talked: 'talked',
  dialled: 'dialled in vain',
  notDialled: 'not dialled: counts for nothing',
};

const BECOMES: Readonly<Record<OutcomeRule['becomes'], string>> = {
  settled: '`settled`',
  byKind: '`settled` where the talk keeps it, else open with a new deadline',
  newDeadline: 'open with a new deadline: news again within the time of `callback.interim`',
  triedAgain: 'tried again',
  passedOn:
    'the next agent gets it at once; one who lets it ring three times is waited for, longer each time',
  asBefore: 'what it was before',
};

/** `docs/developers/callbacks-life.md`: the one life of all callbacks, drawn from the table that the engine goes by. */
export function callbacksPage(): string {
  const blocks = [
    '# The life of a callback',
    '<!-- Written by `npm run docs` from src/core/callback (table.ts, kinds.ts, outcomes.ts, retry.ts): change it there. -->',
    'Every callback lives this life, whatever it is for. [The guide for operators](../operators/guide.md) says how to watch over them.',
    diagram(),
    '## States',
    markdownTable(
      ['state', 'what it means'],
      STATES.map((state) => [`\`${state}\``, STATE_WORDS[state]]),
    ),
    '## What may happen when',
    'Where nothing stands, it means nothing: nothing changes, and who has ordered it is told why.',
    moves(),
    'An order that means nothing is refused, with its reason:',
    markdownTable(
      ['reason', 'what it says'],
      Object.entries(REFUSAL_WORDS).map(([why, words]) => [`\`${why}\``, words]),
    ),
    '## Kinds',
    markdownTable(
      ['kind', 'clause', 'first due, where no time is named', 'deadline', 'kept by'],
      Object.entries(KINDS).map(([kind, rule]) => kindRow(kind as CallbackKind, rule)),
    ),
    '## Outcomes of an attempt',
    'The waits are those of a standard that does not say otherwise ([standards.md](../admin/standards.md)); a list at its end, or',
    `${MAINLAND_HANDLING.maxAttempts} attempts in all (\`max_attempts\`), and the callback has \`failed\`.`,
    markdownTable(
      ['outcome', 'the customer was', 'the callback is', 'key of the standard', 'again after'],
      Object.keys(OUTCOME_RULES).map((outcome) => outcomeRow(outcome as AttemptOutcome)),
    ),
    TIMES,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function diagram(): string {
  const arrows = STATES.flatMap((from) => STATES.map((to) => ({ from, to, by: by(from, to) })));
  const lines = arrows
    .filter(({ from, to, by: names }) => names.length > 0 && from !== to)
    .map(({ from, to, by: names }) => `    ${from} --> ${to}: ${names.join(', ')}`);
  const begins = INITIAL_STATES.map((state) => `    [*] --> ${state}: promised`);
  const ends = STATES.filter((state) => !isLegal('joined', state)).map((state) => `    ${state} --> [*]`);
  return ['```mermaid', 'stateDiagram-v2', ...begins, ...lines, ...ends, '```'].join('\n');
}

/** What leads from one state to the other. */
function by(from: StateName, to: StateName): string[] {
  return Object.entries(CALLBACK_TRANSITIONS).flatMap(([name, targets]) =>
    targets[from]?.includes(to) ? [name] : [],
  );
}

function moves(): string {
  const open = STATES.filter((state) => isLegal('joined', state));
  const rows = Object.entries(CALLBACK_TRANSITIONS).map(([name, targets]) => [
    `\`${name}\``,
    EVENT_WORDS[name as CallbackTrigger],
    TRIGGERED_BY[name as CallbackTrigger].join(', '),
    ...open.map((state) => (targets[state] ?? []).map((to) => `\`${to}\``).join(', ')),
  ]);
  return markdownTable(['event', 'what happens', 'by', ...open.map((state) => `in \`${state}\``)], rows);
}

function kindRow(kind: CallbackKind, { clause, firstDue, told, settledBy }: KindRule): string[] {
  const own = clause === 'people.complaint' || clause === 'people.supervisor';
  const deadline = told
    ? 'the time of `callback.interim` after the time that the customer was told'
    : 'the time of `callback.interim` after the first hour at which it may be tried';
  return [
    `\`${kind}\``,
    clause === null ? '' : `\`${clause}\``,
    firstDue === 'now' ? 'at once' : 'in five sixths of the time of `callback.interim`',
    own ? `\`within_minutes\` of \`${clause}\`` : deadline,
    settledBy === 'talk' ? 'the talk' : 'a result that the agent states',
  ];
}

function outcomeRow(outcome: AttemptOutcome): string[] {
  const { customer, becomes } = OUTCOME_RULES[outcome];
  const row = [`\`${outcome}\``, CUSTOMER[customer], BECOMES[becomes]];
  if (!isNotReached(outcome)) return [...row, '', ''];
  const { waits, otherHours } = RETRY[outcome];
  const after = MAINLAND_HANDLING[waits].map((ms) => ms / 60_000).join(', ');
  const more = otherHours ? '; on another day at another hour' : '';
  return [...row, `\`${HANDLING_FIELDS[waits].key}\``, `${after} minutes${more}`];
}

const TIMES = `## Time

- **Never outside calling hours.** Every next try is the first moment at which the line may call this customer, at its time or later; what
  is due as the hours end waits until they begin again. A customer with whom a time was agreed is called at that time, whatever
  hours were wished for before. Where there is no such hour at all, the callback has \`failed\` (\`notAllowed\`).
- **Nobody is forgotten over night.** Where no time was promised, the time for news begins with the first hour at which the customer may be
  called. Where one was (a complaint, a promise by an agent), it stands, and it is said at once that it will be missed.
- **Said beforehand.** \`callbackAtRisk\` comes once for each deadline: a sixth of the promised time before it, two minutes at least
  (\`why\`: \`noAgent\`, or \`blocked\`), or at once where the next try is behind it (\`nextTry\`). A supervisor's phone is rung. Who was
  assigned by an operator and has not taken it by then is waited for no longer: anybody gets it; who is assigned to a try
  behind the deadline has a minute from then.
- **Overdue** (\`callbackOverdue\`): past its deadline it stays open, and is tried as before, in its place.
- **One for each number and line.** A second wish joins the first (\`wishes\` counts them): the earlier place, the nearer deadline, the newest
  name and hours, and all that was asked.
- **Not before a free agent.** A callback is tried only when an agent is free for it, and goes by its place among the callers who
  wait: who came first is served first, live or callback; before all others go those who are marked as priority.`;
