import type { CallRecord } from '../record.ts';
import { percentile } from './figures.ts';
import { DEFAULT_TALK_MS } from './forecast.ts';

/** Fewer talks than this say nothing. */
const FEWEST = 5;

/** The typical talk: the median time from the agent's answer to the end of the call, in ms. */
export class TalkTime {
  readonly #times: number[] = [];

  take({ facts }: CallRecord): void {
    const events = facts.filter((fact) => fact.kind === 'event');
    const begun = events.find(({ name }) => name === 'connected' || name === 'agentAnswered');
    const ended = events.findLast(({ name }) => name === 'ended');
    if (begun && ended) this.#times.push(Math.max(0, ended.at.mono - begun.at.mono));
  }

  typical(): number {
    if (this.#times.length < FEWEST) return DEFAULT_TALK_MS;
    return (
      percentile(
        this.#times.toSorted((a, b) => a - b),
        0.5,
      ) ?? DEFAULT_TALK_MS
    );
  }
}
