import { HANDLING_FIELDS } from '../../src/config/standards/fields.ts';
import { KIND_RULES, type KindRule } from '../../src/core/callback/kinds.ts';
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
  scheduled: 'the next attempt has a time, always in the calling hours of its line',
  due: 'the next free agent gets it, in its place among the waiting callers',
  attempting:
    'an attempt is under way: a phone rings, they talk, or the agent writes down; or the customer has called in',
  blocked: 'a rule wants a supervisor to check it first',
  settled: 'kept',
  failed: 'ended without the customer: not reached, no such number, or not allowed',
  cancelled:
    'ended by an operator, a programme, a later call of the customer or a changed result, with the reason',
};

const EVENT_WORDS: Readonly<Record<CallbackTrigger, string>> = {
  deadline: 'its time has come',
  agentOffered: 'an agent is free for it',
  attemptEnded: 'the attempt has ended, with an outcome',
  customerRang: 'the customer calls in',
  superseded: 'a follow-up: the customer has called in, or another callback takes its place',
  corrected: 'the caller corrects the number while the goodbye plays',
  resultChanged: 'the agent changes the result of the call from which it came, or of the last attempt',
  joined: 'the same number asks again on the same line',
  assign: 'only this agent gets it, or any agent again',
  callNow: 'call now',
  reschedule: 'another time, agreed with the customer',
  settle: 'done without a call',
  cancel: 'no call is needed',
  release: 'a supervisor releases what a rule blocks',
};

const REFUSAL_WORDS: Readonly<Record<OrderRefusal, string>> = {
  over: 'it has ended',
  attempting: 'an attempt is under way; wait for its outcome',
  blocked: 'a rule blocks it; release it first',
  notBlocked: 'no rule blocks it',
  dueAlready: 'the next free agent gets it already',
  past: 'that time has passed',
  outsideHours: 'the time is outside the calling hours of the line',
  noSuchAgent: 'there is no such agent',
};

const CUSTOMER: Readonly<Record<OutcomeRule['customer'], string>> = {
  talked: 'talked',
  dialled: 'dialled in vain',
  notDialled: 'not dialled: does not count',
};

const BECOMES: Readonly<Record<OutcomeRule['becomes'], string>> = {
  settled: '`settled`',
  byKind: '`settled` if the talk keeps it, otherwise open with a new deadline',
  newDeadline: 'open with a new deadline: news again within the time of `callback.interim`',
  triedAgain: 'tried again',
  passedOn: 'given to the next agent at once; an agent who misses it three times gets it later each time',
  asBefore: 'what it was before',
  soonAgain: 'due again after 30 s, and after twice as long each time',
};

/** `docs/developers/callbacks-life.md`: the one life of all callbacks, drawn from the table that the engine goes by. */
export function callbacksPage(): string {
  const blocks = [
    '# The life of a callback',
    '<!-- Written by `npm run docs` from src/core/callback (table.ts, kinds.ts, outcome-rules.ts, retry.ts) and scripts/docs/callbacks-page.ts (the words): change it there. -->',
    'All callbacks have these states, whatever they are for. [The guide for operators](../operators/guide.md) says how to work with them.',
    diagram(),
    '## States',
    markdownTable(
      ['state', 'what it means'],
      STATES.map((state) => [`\`${state}\``, STATE_WORDS[state]]),
    ),
    '## Which event has a meaning in which state',
    'An empty cell: the event has no meaning in that state and changes nothing; an order gets the reason.',
    moves(),
    'The engine refuses such an order with one of these reasons:',
    markdownTable(
      ['reason', 'what it says'],
      Object.entries(REFUSAL_WORDS).map(([why, words]) => [`\`${why}\``, words]),
    ),
    '## Kinds',
    markdownTable(
      ['kind', 'clause', 'first due, where no time is named', 'deadline', 'kept by'],
      Object.entries(KIND_RULES).map(([kind, rule]) => kindRow(kind as CallbackKind, rule)),
    ),
    '## Outcomes of an attempt',
    'The waits are the defaults of a standard ([standards.md](../admin/standards.md)). After the last wait of a list, or after',
    `${MAINLAND_HANDLING.maxAttempts} attempts in all (\`max_attempts\`), the callback has \`failed\`.`,
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

- **Never outside the calling hours.** The next attempt is at the first moment, at its time or later, at which the line may call this customer.
  A callback that is due when the hours end waits until they begin again. A customer who agreed on a time is called at that time, whatever
  hours they asked for before. If there is no such hour at all, the callback has \`failed\` (\`notAllowed\`).
- **Nobody is forgotten over night.** Without a promised time, the time for news begins with the first hour at which the line may call the
  customer. A promised time (a complaint, a promise by an agent) stays, and the engine warns at once that it will miss it.
- **Warned beforehand.** \`callbackAtRisk\` comes once for each deadline: a sixth of the promised time before it, at least two minutes
  (\`why\`: \`noAgent\`, or \`blocked\`), or at once if the next attempt is after it (\`nextTry\`). A supervisor's phone rings. From then on
  the callback no longer waits for an agent whom an operator assigned: any agent gets it. When an operator assigns an agent to an attempt
  after the deadline, that agent has a minute from then.
- **A clock that was ahead.** Where the wall clock is set back by more than a day, a callback that was promised or tried by the clock that was
  ahead is due now, with a deadline from now on (\`callbackChanged\`, \`order: clock\`).
- **Overdue** (\`callbackOverdue\`): the callback is past its deadline, stays open, and is tried as before, in its place.
- **One for each number and line.** A second request joins the first (\`wishes\` counts them): the earlier place, the nearer deadline, the newest
  name and hours, and everything that was asked.
- **Not before an agent is free.** The engine places a callback only when an agent is free for it, in its place among the waiting
  callers: first come, first served, live or callback. Customers with priority go before all others.`;
