import { ref, shallowRef } from 'vue';
import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import type { LiveAnswer } from '../../web/live.ts';
import { askApi } from '../api/ask.ts';
import { EventFollower } from '../api/follow.ts';
import { livePictureNow } from '../api/session.ts';
import { setEngineTime } from '../parts/now.ts';
import { refusalText } from '../parts/refusal-text.ts';

/** Events of one moment make one picture. */
const TOGETHER_MS = 150;
/** What moves without an event, such as a time by which something is due, is looked at so often. */
const LOOK_MS = 10_000;
/** Urgent callbacks that have room on the wall. */
const URGENT = 12;

/** The house as it is, for the wall. */
export class WallState {
  readonly picture = shallowRef<LiveAnswer | null>(null);
  readonly urgent = shallowRef<readonly CallbackAnswer[]>([]);
  readonly fault = ref('');
  #follower: EventFollower | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #regular: ReturnType<typeof setInterval> | undefined;
  #isLooking = false;
  #again = false;
  #isOver = false;

  /** Begins with a picture, and takes a new one whenever something has happened since. */
  async start(): Promise<void> {
    await this.#look();
    if (this.#isOver) return;
    const after = this.picture.value?.event;
    this.#regular = setInterval(() => void this.#look(), LOOK_MS);
    const event = () => this.#soon();
    // without a picture it begins now
    this.#follower = new EventFollower({
      ...{ about: 'calls,agents,callbacks', after: after ?? '999999999999999' },
      ...{ event, gap: event },
    });
  }

  stop(): void {
    this.#isOver = true;
    this.#follower?.end();
    clearTimeout(this.#timer);
    clearInterval(this.#regular);
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#look();
    }, TOGETHER_MS);
  }

  async #look(): Promise<void> {
    if (this.#isLooking) {
      this.#again = true;
      return;
    }
    this.#isLooking = true;
    try {
      await this.#take();
      this.fault.value = '';
    } catch (error) {
      this.fault.value = refusalText(error);
    } finally {
      this.#isLooking = false;
    }
    if (this.#again) this.#soon();
    this.#again = false;
  }

  async #take(): Promise<void> {
    const query = `status=overdue,atRisk&sort=deadline&limit=${URGENT}`;
    const [picture, { callbacks }] = await Promise.all([
      livePictureNow(),
      askApi<{ callbacks: readonly CallbackAnswer[] }>(`/v1/callbacks?${query}`),
    ]);
    setEngineTime(picture.at);
    this.picture.value = picture;
    this.urgent.value = callbacks;
  }
}
