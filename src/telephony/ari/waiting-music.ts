import { setTimeout as pause } from 'node:timers/promises';
import type { Language, LegId } from '../../core/ids.ts';
import type { Log } from '../../engine/ports.ts';
import { messageOf } from '../../util/errors.ts';
import type { AriConnection } from './client.ts';
import { isGone } from './errors.ts';
import type { Legs } from './legs.ts';

/** What the rendered dialplan says of the music that reassures by itself: `<pieces> <language> …`. Empty: there is none. */
const VARIABLE = 'SANSHENG_WAITING_MUSIC';
/** The class of music without words. */
const PLAIN = 'default';
/** A prompt waits no longer for its music, ms. */
const LIMIT_MS = 100;

/** hold.reminder: the music in which Asterisk reassures whoever waits, for the time in which the engine is away. Its classes
 * (musiconhold.conf, `sansheng-<language>-<piece>`) begin with a piece of music each time, longer than the engine's own reassurances
 * let it play; then comes a reassurance, and so on. */
export class WaitingMusic {
  #pieces = 0;
  #languages: ReadonlySet<string> = new Set();
  readonly #legs: Legs;
  readonly #log: Log;

  constructor(legs: Legs, log: Log) {
    this.#legs = legs;
    this.#log = log;
  }

  /** Asks Asterisk which music it has. */
  async look(connection: AriConnection): Promise<void> {
    const answer = await connection.request('asterisk', 'getGlobalVar', { variable: VARIABLE });
    const { value = '' } = answer as { value?: string };
    const [pieces, ...languages] = value.split(' ');
    this.#pieces = Number(pieces) || 0;
    this.#languages = new Set(languages);
  }

  /** The next music of this leg reassures. It is another piece each time, for each begins anew. Never rejects. */
  async reassureNext(connection: AriConnection, leg: LegId, language: Language): Promise<void> {
    if (this.#pieces === 0 || !this.#languages.has(language)) return;
    const piece = this.#legs.nextPiece(leg) % this.#pieces;
    await this.#set(connection, leg, `sansheng-${language}-${piece}`);
  }

  /** The next music of this leg has no words, where it had some before: it begins without a prompt. Never rejects. */
  async plainNext(connection: AriConnection, leg: LegId): Promise<void> {
    if (this.#legs.endPieces(leg)) await this.#set(connection, leg, PLAIN);
  }

  async #set(connection: AriConnection, channelId: LegId, value: string): Promise<void> {
    const variable = 'CHANNEL(musicclass)';
    const set = connection
      .request('channels', 'setChannelVar', { channelId, variable, value })
      .catch((error: unknown) => {
        if (isGone(error)) return;
        this.#log.debug('the music of a leg could not be chosen', {
          leg: channelId,
          cause: messageOf(error),
        });
      });
    await Promise.race([set, pause(LIMIT_MS, undefined, { ref: false })]);
  }
}
