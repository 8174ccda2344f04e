import { Worker } from 'node:worker_threads';
import type { Judgement, JudgeRequest } from './judge-worker.ts';
import type { LegRecord } from './leg-record.ts';
import type { Party } from './party.ts';

/** What is said on a thread of its own of what a leg heard. */
export class Judge {
  readonly #worker = new Worker(new URL('./judge-worker.ts', import.meta.url));
  readonly #waiting = new Map<number, (judgement: Judgement) => void>();
  #failed: Error | undefined;
  #count = 0;

  constructor() {
    this.#worker.on('message', (judgement: Judgement) => this.#waiting.get(judgement.id)?.(judgement));
    this.#worker.on('error', (error) => {
      this.#failed = error;
      for (const [id, settle] of this.#waiting) settle({ id, spans: [], prompts: [] });
    });
  }

  /** Everything that is to be known of a leg that is over. */
  async record(party: Party): Promise<LegRecord> {
    const { role, number, agent, hz, numbers, marks, leg, lostAt } = party;
    const endedAt = party.at('ended') ?? lostAt ?? performance.now();
    const answeredAt = party.at('answered');
    const { spans, prompts } = await this.#ask(party, answeredAt ?? endedAt, endedAt);
    return {
      ...{ role, number, agent, hz, direction: leg.direction, numbers, marks, lostAt, endedAt, answeredAt },
      invitedAt: party.at('invited') ?? endedAt,
      end: party.end,
      spans,
      prompts,
    };
  }

  /** Rejects where the thread could not do its work: then no audit is worth anything. */
  async close(): Promise<void> {
    await this.#worker.terminate();
    if (this.#failed) throw this.#failed;
  }

  async #ask({ leg }: Party, from: number, to: number): Promise<Judgement> {
    this.#count += 1;
    const id = this.#count;
    if (to <= from || this.#failed) return { id, spans: [], prompts: [] };
    const request: JudgeRequest = { id, heard: leg.rtp.heard(from), during: { from, to } };
    const judged = new Promise<Judgement>((settle) => this.#waiting.set(id, settle));
    this.#worker.postMessage(request);
    const judgement = await judged;
    this.#waiting.delete(id);
    return judgement;
  }
}
