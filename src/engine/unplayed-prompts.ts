import type { Command } from '../core/commands.ts';
import type { CallId, PlaybackId } from '../core/ids.ts';

/** A prompt that was ordered while Asterisk could not be reached. */
export interface UnplayedPrompt {
  readonly call: CallId;
  readonly command: Extract<Command, { do: 'play' }>;
  /** Monotonic ms. */
  readonly orderedAt: number;
}

/** The prompts that were ordered while Asterisk could not be reached, until the next reconciliation of their calls. */
export class UnplayedPrompts {
  readonly #prompts = new Map<PlaybackId, UnplayedPrompt>();

  keep(prompt: UnplayedPrompt): void {
    this.#prompts.set(prompt.command.playback, prompt);
  }

  /** Whoever takes them says how they end, or keeps them again. `only`: those of these calls. */
  take(only?: ReadonlySet<CallId>): ReadonlyMap<PlaybackId, UnplayedPrompt> {
    const taken = new Map([...this.#prompts].filter(([, { call }]) => only?.has(call) !== false));
    for (const id of taken.keys()) this.#prompts.delete(id);
    return taken;
  }
}
