import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import type { FactAnswer } from '../../web/callbacks/facts.ts';
import type { NoteAnswer } from '../../web/callbacks/notes.ts';
import type { CallStoryAnswer } from '../../web/callbacks/story.ts';
import { ApiRefusal, askApi } from '../api/ask.ts';
import type { BoardOrder } from '../logic/possible-orders.ts';

const PATHS: Readonly<Record<BoardOrder, string>> = {
  callNow: 'call-now',
  assign: 'assign',
  reschedule: 'reschedule',
  settle: 'settle',
  cancel: 'cancel',
  release: 'release',
};

/** What the order says besides which it is. */
export interface OrderWords {
  readonly why?: string;
  /** Null: any free agent. */
  readonly agent?: string | null;
  /** ISO 8601. */
  readonly due?: string;
}

/** A callback with its story. */
export interface CallbackStory {
  readonly callback: CallbackAnswer;
  readonly notes: readonly NoteAnswer[];
  readonly history: readonly FactAnswer[];
  readonly call: CallStoryAnswer | null;
}

export function storyOfCallback(id: string): Promise<CallbackStory> {
  return askApi<CallbackStory>(`/v1/callbacks/${encodeURIComponent(id)}`);
}

/** @throws ApiRefusal */
export async function writeNote(id: string, text: string): Promise<void> {
  await askApi(`/v1/callbacks/${encodeURIComponent(id)}/notes`, { method: 'POST', body: { text } });
}

/** @throws ApiRefusal, with the callback as it is where it has changed meanwhile */
export function giveOrder(
  order: BoardOrder,
  { id, revision }: Pick<CallbackAnswer, 'id' | 'revision'>,
  words: OrderWords,
): Promise<CallbackAnswer> {
  const path = `/v1/callbacks/${encodeURIComponent(id)}/${PATHS[order]}`;
  return askApi<CallbackAnswer>(path, { method: 'POST', body: { revision, ...words } });
}

/** What came of an order for one of several callbacks. */
export interface OrderResult {
  readonly was: CallbackAnswer;
  /** As it is now, where it is known. */
  readonly now: CallbackAnswer | null;
  /** Null: it is done. */
  readonly refusal: ApiRefusal | null;
}

/** One after another: one that is refused does not keep the others from it. */
export async function giveOrders(
  order: BoardOrder,
  callbacks: readonly CallbackAnswer[],
  words: OrderWords,
): Promise<OrderResult[]> {
  const results: OrderResult[] = [];
  for (const was of callbacks) {
    try {
      results.push({ was, now: await giveOrder(order, was, words), refusal: null });
    } catch (refusal) {
      if (!(refusal instanceof ApiRefusal)) throw refusal;
      results.push({ was, now: refusal.present, refusal });
    }
  }
  return results;
}
