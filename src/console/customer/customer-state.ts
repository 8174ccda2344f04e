import { ref, shallowRef, watch } from 'vue';
import type { CustomerHistoryAnswer } from '../../web/customer-history.ts';
import { askApi } from '../api/ask.ts';
import { type ConsoleEvent, EventFollower } from '../api/follow.ts';
import { livePictureNow } from '../api/session.ts';
import { addressOfFound, customerQuery } from '../logic/customer-address.ts';
import { setEngineTime } from '../parts/now.ts';
import { keepInAddress, place } from '../parts/place.ts';
import { refusalText } from '../parts/refusal-text.ts';

/** Events of one moment are looked at together. */
const TOGETHER_MS = 200;
/** A call of which nothing is known yet is nobody's: so often it is looked whether one has come. */
const LOOK_MS = 15_000;
/** So long until something that the API could not do is asked for again. */
const RETRY_MS = 2_000;

/** All that is known of one customer, as it is. */
export class CustomerState {
  /** What is asked for: a call or a callback by its id; empty: nobody. */
  readonly query = ref(customerQuery(place.value.query));
  readonly customer = shallowRef<CustomerHistoryAnswer | null>(null);
  readonly fault = ref('');
  /** The callback on which somebody writes a note. */
  readonly noting = shallowRef<CustomerHistoryAnswer['callbacks'][number] | null>(null);
  /** What has just been done. */
  readonly said = ref('');
  #asked = 0;
  #isLoading = false;
  #isOver = false;
  #follower: EventFollower | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #regular: ReturnType<typeof setInterval> | undefined;
  #endWatch: (() => void) | null = null;

  start(): void {
    this.#endWatch = watch(
      place,
      ({ page, query }) => page === 'customer' && this.#show(customerQuery(query)),
    );
    this.#regular = setInterval(() => this.#isLoading || void this.load(), LOOK_MS);
    void this.#begin();
  }

  stop(): void {
    this.#isOver = true;
    this.#follower?.end();
    this.#endWatch?.();
    clearTimeout(this.#timer);
    clearInterval(this.#regular);
  }

  /** Follows from a moment before the customer is loaded: nothing is missing between the two. */
  async #begin(): Promise<void> {
    const done = await this.#tried(async () => {
      const { at, event } = await livePictureNow();
      setEngineTime(at);
      if (this.#isOver) return;
      const heard = (one: ConsoleEvent) => this.#heard(one);
      const gap = () => void this.load();
      this.#follower = new EventFollower({ about: 'callbacks,calls', after: event, event: heard, gap });
    });
    if (this.#isOver) return;
    if (done) await this.load();
    else this.#timer = setTimeout(() => void this.#begin(), RETRY_MS);
  }

  async load(): Promise<void> {
    const { value: query } = this.query;
    if (query !== '') await this.#ask(query);
  }

  /** Finds a customer by the whole number; the address has the id of what was found. */
  async search(typed: string): Promise<void> {
    const number = typed.trim();
    if (number === '') return;
    const found = await this.#ask(new URLSearchParams({ number }).toString());
    if (!found) return;
    this.query.value = addressOfFound(found);
    keepInAddress('customer', this.query.value);
  }

  /** The dialog of a note closes; `said`: null where nothing was written. */
  noted(said: string | null): void {
    this.noting.value = null;
    if (said === null) return;
    this.said.value = said;
    void this.load();
  }

  #show(query: string): void {
    if (query === this.query.value) return;
    this.query.value = query;
    this.customer.value = null;
    this.fault.value = '';
    this.said.value = '';
    this.#asked += 1;
    void this.load();
  }

  /** Null where the API has refused, or something else has been asked for since. */
  async #ask(query: string): Promise<CustomerHistoryAnswer | null> {
    this.#asked += 1;
    const asked = this.#asked;
    let found: CustomerHistoryAnswer | null = null;
    this.#isLoading = true;
    await this.#tried(async () => {
      const answer = await askApi<CustomerHistoryAnswer>(`/v1/customer?${query}`);
      if (asked !== this.#asked) return;
      found = answer;
      this.customer.value = answer;
    });
    this.#isLoading = false;
    return found;
  }

  /** False where the API could not do it: the page says why. */
  async #tried(what: () => Promise<void>): Promise<boolean> {
    try {
      await what();
      this.fault.value = '';
      return true;
    } catch (error) {
      this.fault.value = refusalText(error);
      return false;
    }
  }

  #heard({ call, callback }: ConsoleEvent): void {
    const { calls = [], callbacks = [] } = this.customer.value ?? {};
    if (![...calls, ...callbacks].some(({ id }) => id === call || id === callback)) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.load();
    }, TOGETHER_MS);
  }
}
