import { expect, test } from 'vitest';
import { customerAttempts } from '../../src/core/callback/callback-end.ts';
import { isOpen } from '../../src/core/callback/state.ts';
import type { AttemptOutcome } from '../../src/core/model/callback.ts';
import { servedOutOfOrder } from '../scenarios/support/callback-order.ts';
import { ledger } from './support/callback-load-scenarios.ts';
import { runGroups } from './support/scenario-group.ts';
import type { Manner } from './support/simulated-customers.ts';

/** What the ledger may say of an attempt in which the customer did so. */
const OUTCOMES: Readonly<Record<Manner, readonly AttemptOutcome[]>> = {
  states: ['resolved'],
  talks: ['reached'],
  busy: ['busy'],
  ringsOut: ['noAnswer'],
  rejects: ['refused'],
  machine: ['machine'],
  notInService: ['unreachable', 'invalidNumber'],
};

runGroups(ledger);

test('200 callbacks of many kinds are asked for, by 30 callers and at the desk', async () => {
  const { asked, faults } = await ledger.results.day();
  expect(faults).toEqual([]);
  expect(asked).toHaveLength(200);
  expect(asked.filter(({ from }) => from !== null)).toHaveLength(30);
  const kinds = new Set(asked.map(({ kind }) => kind));
  expect([...kinds]).toEqual(
    expect.arrayContaining(['queue', 'abandoned', 'dropped', 'requested', 'followUp']),
  );
});

test('callback.done: every one ends with an outcome, or is open with its next time', async () => {
  const { callbacks, asked, until } = await ledger.results.day();
  expect(callbacks.map(({ id }) => id).toSorted()).toEqual(asked.map(({ id }) => id).toSorted());
  const nowhere = callbacks.filter(
    (one) => isOpen(one) && !(one.status.is === 'scheduled' && one.dueAt > until),
  );
  expect(nowhere).toEqual([]);
  const untried = callbacks.filter(({ attempts }) => attempts.length === 0);
  expect(untried).toEqual([]);
});

test('each attempt went as the customer did', async () => {
  const { callbacks, manners } = await ledger.results.day();
  for (const { dialled, attempts } of callbacks) {
    const did = manners.get(dialled) ?? [];
    const said = attempts.map(({ outcome }) => outcome).filter((outcome) => outcome !== 'agentFailed');
    said.forEach((outcome, i) => {
      const manner = did[Math.min(i, did.length - 1)] ?? 'notInService';
      expect(OUTCOMES[manner], `${dialled}, attempt ${i + 1}: ${manner}`).toContain(outcome);
    });
  }
});

test('callback.purpose: nobody is dialled twice in one attempt, counted at the phones of the customers', async () => {
  const { callbacks, rung, facts } = await ledger.results.day();
  const differ = callbacks.filter((one) => (rung.get(one.dialled) ?? 0) !== customerAttempts(one));
  expect(differ).toEqual([]);
  const dialled = facts.flatMap((fact) =>
    fact.kind === 'event' && fact.name === 'customerDialled' ? [fact.call] : [],
  );
  expect(new Set(dialled).size).toBe(dialled.length);
  const known = new Set(callbacks.map((one) => one.dialled));
  expect([...rung.keys()].filter((number) => !known.has(number))).toEqual([]);
});

test('a priority callback goes first, then who came first, whatever the order in which they were asked for', async () => {
  const { callbacks, facts } = await ledger.results.day();
  expect(servedOutOfOrder(callbacks, facts)).toEqual([]);
});
