import { customerAttempts } from '../../../../src/core/callback/callback-end.ts';
import { type CallbackState, isOpen } from '../../../../src/core/callback/state.ts';
import type { LegRecord } from '../leg-record.ts';
import { ANONYMOUS, type Evidence, legsOf, type Violation } from './evidence.ts';

const PROMISE = /^hold\.promise/;
const HEARD = 0.8;
/** The shortest wait before a customer is called again is 20 s. */
const AGAIN_MS = 15_000;

const counts = ({ kind }: CallbackState) => kind !== 'satisfaction';

/** Who heard the promise is in the store, once. */
export function promises(evidence: Evidence): Violation[] {
  return legsOf(evidence, 'caller').flatMap(({ prompts, numbers, number }) => {
    const promise = prompts.find(({ name, heard }) => PROMISE.test(name) && heard >= HEARD);
    if (!promise) return [];
    const theirs = number === ANONYMOUS ? numbers : [number, ...numbers];
    const made = evidence.callbacks.filter(({ dialled }) => theirs.includes(dialled)).filter(counts);
    if (made.length > 0) return [];
    const what = `heard the promise, and no callback to ${theirs.join(' or ')} is stored`;
    return [{ kind: 'promise lost', at: promise.from, number, what }];
  });
}

/** Nobody has two open callbacks. */
export function doubledPromises(evidence: Evidence): Violation[] {
  const open = new Map<string, CallbackState[]>();
  for (const each of evidence.callbacks.filter(counts).filter(isOpen)) {
    open.set(each.dialled, [...(open.get(each.dialled) ?? []), each]);
  }
  return [...open].flatMap(([number, all]) => {
    if (all.length < 2) return [];
    const at = legsOf(evidence, 'caller').find((record) => record.number === number)?.invitedAt ?? 0;
    return [
      { kind: 'promise doubled', at, number, what: all.map(({ kind, id }) => `${kind} ${id}`).join(', ') },
    ];
  });
}

/** No number is dialled more often than the store knows of, and none uses up an attempt without having been dialled. */
export function dials(evidence: Evidence): Violation[] {
  const dialled = new Map<string, LegRecord[]>();
  for (const record of legsOf(evidence, 'customer')) {
    dialled.set(record.number, [...(dialled.get(record.number) ?? []), record]);
  }
  const numbers = new Set([...dialled.keys(), ...evidence.callbacks.map((each) => each.dialled)]);
  return [...numbers].flatMap((number) => {
    const legs = dialled.get(number) ?? [];
    const theirs = evidence.callbacks.filter((each) => each.dialled === number);
    const rang = theirs.flatMap(({ attempts }) => attempts).filter((each) => each.rang).length;
    const attempts = theirs.reduce((sum, each) => sum + customerAttempts(each), 0) - rang;
    const at = legs.at(-1)?.invitedAt ?? 0;
    const what = `${legs.length} calls at the customer's phone, ${attempts} attempts in the store`;
    if (legs.length > attempts) return [{ kind: 'double dial', at, number, what }];
    return legs.length < attempts ? [{ kind: 'attempt without a dial', at, number, what }] : [];
  });
}

/** Nobody is called again at once, or twice at a time. */
export function calledAgain(evidence: Evidence): Violation[] {
  const legs = legsOf(evidence, 'customer').toSorted((a, b) => a.invitedAt - b.invitedAt);
  return legs.flatMap((leg, i) => {
    const before = legs.slice(0, i).findLast(({ number }) => number === leg.number);
    if (!before || leg.invitedAt - before.endedAt > AGAIN_MS) return [];
    const after = ((leg.invitedAt - before.endedAt) / 1000).toFixed(1);
    return [
      {
        kind: 'called again at once',
        at: leg.invitedAt,
        number: leg.number,
        what: `${after} s after the call before`,
      },
    ];
  });
}
