import { describe, expect, it } from 'vitest';
import type { Phase } from '../../../src/core/call/phase.ts';
import { CALL_TRANSITIONS } from '../../../src/core/call/table.ts';
import { CallDrive } from '../support/call-drive.ts';
import { TYPES, tries } from '../support/call-inputs.ts';
import { phaseOf, WAYS } from '../support/call-states.ts';
import { RARE } from '../support/rare-transitions.ts';

/** What must hold wherever a call is and whatever happens to it. `CallLedger` holds the rest, at every step: unexpected
 * inputs change nothing, commands name only what is there, no agent is forgotten or told twice. */

const PHASES: Readonly<Record<Phase['is'], true>> = {
  preQueue: true,
  ringing: true,
  ringingAgent: true,
  whispering: true,
  dialling: true,
  customerFirst: true,
  pressOne: true,
  greeting: true,
  opening: true,
  waiting: true,
  talking: true,
  held: true,
  enteringNumber: true,
  transferring: true,
  releasing: true,
  alerting: true,
  playingAlert: true,
  surveying: true,
  closing: true,
  over: true,
};

function deadlineHolds(call: CallDrive): void {
  const { deadline } = call;
  if (deadline === null) return;
  expect(Number.isFinite(deadline)).toBe(true);
  call.due();
}

it('there is a way into every phase', () => {
  expect(new Set(Object.keys(WAYS).map(phaseOf))).toEqual(new Set(Object.keys(PHASES)));
});

describe.each(Object.entries(WAYS))('%s', (name, way) => {
  it('is where the way leads, and ends from there', () => {
    expect(way().state.phase.is).toBe(phaseOf(name));
    way().playOut();
  });

  it('has deadlines that come to an end or go on, but never stand still', () => {
    const call = way();
    for (let n = 0; n < 20 && call.deadline !== null; n += 1) call.due();
    call.playOut();
  });

  it.each(TYPES)('%s', (type) => {
    const start = way();
    for (const { name: what, event, inMs } of tries(start, type)) {
      const call = start.copy().wait(inMs);
      try {
        const customerGoes = event.type === 'legEnded' && event.leg === call.state.customer.leg;
        call.give(event);
        if (customerGoes) expect(call.state.phase.is).toBe('over');
        deadlineHolds(call.copy());
        call.copy().playOut();
        // and the same input once more
        call.copy().give(event).playOut();
      } catch (error) {
        throw new Error(`${type}, ${what}`, { cause: error });
      }
    }
  });
});

it('the table lists no transition that no call makes', () => {
  for (const rare of RARE) rare();
  const listed = Object.entries(CALL_TRANSITIONS).flatMap(([from, row]) =>
    Object.entries(row).flatMap(([input, targets]: [string, readonly string[]]) =>
      targets.map((to) => `${from}: ${input} leads to ${to}`),
    ),
  );
  expect(listed.filter((transition) => !CallDrive.seen.has(transition))).toEqual([]);
});
