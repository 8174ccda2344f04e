import { expect, it } from 'vitest';
import { FactFeed } from '../../src/engine/fact-feed.ts';
import { aFact, NOON } from '../contract/store-samples.ts';

const facts = (...numbers: number[]) => numbers.map((number) => ({ number, fact: aFact(NOON) }));
const numbers = (feed: FactFeed, after: number, limit = 9) =>
  feed.after(after, limit)?.map(({ number }) => number) ?? null;
const never = new AbortController().signal;

it('has what came after a number, and says where it has not', () => {
  const feed = new FactFeed();
  expect(numbers(feed, 0)).toBeNull();
  feed.publish(facts(5, 6));
  feed.publish(facts(7));
  expect(numbers(feed, 4)).toEqual([5, 6, 7]);
  expect(numbers(feed, 4, 2)).toEqual([5, 6]);
  expect(numbers(feed, 7)).toEqual([]);
  expect(numbers(feed, 3)).toBeNull();
});

it('goes over no gap: what another process has committed in between is in the store', () => {
  const feed = new FactFeed();
  feed.publish(facts(5));
  feed.publish(facts(8));
  expect(numbers(feed, 5)).toBeNull();
  expect(numbers(feed, 7)).toEqual([8]);
});

it('forgets the oldest', () => {
  const feed = new FactFeed();
  for (let number = 1; number <= 1500; number += 1) feed.publish(facts(number));
  expect(numbers(feed, 400)).toBeNull();
  expect(numbers(feed, 1498)).toEqual([1499, 1500]);
});

it('wakes whoever waits, at once where there is something already, and lets go of who leaves', async () => {
  const feed = new FactFeed();
  const waiting = feed.changed(0, { ms: 60_000, signal: never });
  feed.publish(facts(1));
  expect(await waiting).toBe(true);
  expect(await feed.changed(0, { ms: 60_000, signal: never })).toBe(true);
  expect(await feed.changed(1, { ms: 1, signal: never })).toBe(false);
  const leaves = new AbortController();
  const left = feed.changed(1, { ms: 60_000, signal: leaves.signal });
  leaves.abort();
  expect(await left).toBe(false);
});
