import type { CallEvent } from '../../src/core/call/input.ts';
import type { PhaseName } from '../../src/core/call/phase.ts';
import { CALL_TRANSITIONS } from '../../src/core/call/table.ts';
import { markdownTable } from './table.ts';

const PHASE_WORDS: Readonly<Record<PhaseName, string>> = {
  preQueue: 'The engine has answered. The caller hears a menu or a notice before the queue.',
  ringing: 'The caller hears ringing, and the phone of one agent after another rings.',
  waiting: 'The caller waits in the queue: music, reassurances, the offer of a callback.',
  greeting: 'An agent is there, and the customer hears the greeting.',
  opening: 'A callback: customer and agent are connected and hear the opening, step by step.',
  talking: 'Customer and agent talk.',
  held: 'The agent has pressed hold: the customer hears music and reassurances.',
  enteringNumber: 'The caller enters a number for a callback.',
  transferring: 'The caller hears that a colleague takes over. The engine finds out whether one is there.',
  releasing:
    'The engine has released the agent, and the caller hears a phrase (people.nuisance, people.misdial).',
  surveying: 'The engine has released the agent, and the caller rates the call.',
  closing: 'The caller hears the goodbye and has time to hang up.',
  ringingAgent: 'A callback: the phone of the agent rings.',
  whispering: 'A callback: the agent hears who is called and why.',
  dialling: 'A callback: the phone of the customer rings, and the agent is on the line.',
  customerFirst: 'A callback: the phone of the customer rings first, and an agent is kept free.',
  pressOne: 'A callback: somebody has answered and is asked to press 1.',
  alerting: 'An alert: the phones of supervisors ring.',
  playingAlert: 'An alert: a supervisor has answered and hears it.',
  over: 'The engine has ended every leg, and waits for their ends.',
};

const INPUT_WORDS: Readonly<Record<CallEvent['type'], string>> = {
  deadline: 'a time of the phase has come',
  agentOffered: 'an agent is free for the call',
  customerRang: 'the customer calls in while the callback is under way',
  agentsPresent: 'an agent whom the call asks for is there',
  noAgentsPresent: 'no agent whom the call asks for is there',
  legRinging: 'a phone rings',
  legAnswered: 'a phone is answered',
  legEnded: 'a party has hung up, or its leg has broken off',
  legHeld: 'a phone puts the call on hold',
  legResumed: 'a phone takes the call off hold',
  digit: 'a party presses a key',
  transferAsked: 'the agent presses the transfer key of the phone',
  phoneGone: 'the phone of the agent gives no answer any more, or has been started again',
  talkStarted: 'a party begins to talk',
  talkEnded: 'a party stops talking',
  lineWeak: 'the line of a party loses packets',
  lineGood: 'the line of a party is good again',
  playStarted: 'a prompt begins',
  playEnded: 'a prompt has ended',
  agentOrder: 'an agent dials a code in a second call of the agent’s own phone',
};

const PHASES = Object.keys(CALL_TRANSITIONS) as PhaseName[];

/** Where a call may begin. */
const BEGINS: readonly [PhaseName, string][] = [
  ['ringing', 'a caller'],
  ['preQueue', 'a caller with a menu or a notice'],
  ['ringingAgent', 'a callback'],
  ['customerFirst', 'a callback, the customer first'],
  ['alerting', 'an alert'],
  ['over', 'a caller for whom there is no room'],
];

/** `docs/developers/call-life.md`: the phases of a call, drawn from the table that types and tests hold the code to. */
export function callsPage(): string {
  const blocks = [
    '# The life of a call',
    '<!-- Written by `npm run docs` from src/core/call/table.ts (the phases) and scripts/docs/calls-page.ts (the words): change it there. -->',
    'A call is in one phase at a time. Each phase has one file in `src/core/call/phases/`. An input can leave a call in its phase; the table lists only changes.',
    'A handler that leads to a phase outside its row fails `npm run check`. `test/core/call/table.test.ts` fails on a change of phase that is not listed, and on a listed one that no call makes.',
    diagram(),
    '## Phases',
    markdownTable(
      ['phase', 'what happens'],
      PHASES.map((phase) => [`\`${phase}\``, PHASE_WORDS[phase]]),
    ),
    '## Which phase follows which',
    markdownTable(['in', 'input', 'what it means', 'then'], transitions()),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function rowOf(phase: PhaseName): [CallEvent['type'], readonly PhaseName[]][] {
  return Object.entries(CALL_TRANSITIONS[phase]) as [CallEvent['type'], readonly PhaseName[]][];
}

function diagram(): string {
  const begins = BEGINS.map(([phase, who]) => `    [*] --> ${phase}: ${who}`);
  const arrows = PHASES.flatMap((from) =>
    PHASES.flatMap((to) => {
      const by = rowOf(from).flatMap(([input, targets]) => (targets.includes(to) ? [input] : []));
      return by.length > 0 ? [`    ${from} --> ${to}: ${by.join(', ')}`] : [];
    }),
  );
  return ['```mermaid', 'stateDiagram-v2', ...begins, ...arrows, '    over --> [*]', '```'].join('\n');
}

function transitions(): string[][] {
  return PHASES.flatMap((phase) =>
    rowOf(phase).map(([input, targets]) => [
      `\`${phase}\``,
      `\`${input}\``,
      INPUT_WORDS[input],
      targets.map((to) => `\`${to}\``).join(', '),
    ]),
  );
}
