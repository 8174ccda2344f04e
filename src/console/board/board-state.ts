import { computed, reactive, ref, shallowRef, watch } from 'vue';
import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import { ApiRefusal, askApi } from '../api/ask.ts';
import { type ConsoleEvent, EventFollower } from '../api/follow.ts';
import { livePictureNow } from '../api/session.ts';
import {
  type BoardList,
  belongs,
  inOrder,
  loadedAnew,
  merge,
  NO_ROWS,
  waitingChanges,
  without,
  withPage,
} from '../logic/board-list.ts';
import {
  BOARD_TABS,
  type BoardTab,
  type BoardView,
  boardAddress,
  boardViewOf,
  countQuery,
  listQuery,
} from '../logic/view.ts';
import { setEngineTime } from '../parts/now.ts';
import { keepInAddress, place } from '../parts/place.ts';
import { refusalText } from '../parts/refusal-text.ts';

interface ListAnswer {
  readonly callbacks: readonly CallbackAnswer[];
  readonly total: number;
  readonly next: string | null;
}

/** Callbacks that are loaded at once: the most that the API gives. */
const PAGE = 200;
/** Events of one moment are looked at together. */
const TOGETHER_MS = 60;
/** More callbacks than that at once: the list is loaded anew. */
const SINGLY = 40;
/** So long until something that the API could not do is asked for again. */
const RETRY_MS = 2_000;
const ENDS = new Set(['callbackSettled', 'callbackFailed', 'callbackCancelled']);

/** The callbacks that an operator looks at, as they are. */
export class BoardState {
  readonly view = shallowRef<BoardView>(boardViewOf(place.value.query));
  readonly list = shallowRef<BoardList>(NO_ROWS);
  readonly counts = reactive<Record<BoardTab, number>>({
    atRisk: 0,
    overdue: 0,
    blocked: 0,
    open: 0,
    done: 0,
  });
  readonly loaded = ref(false);
  readonly fault = ref('');
  /** Somebody points at the rows or works with them: nothing moves. */
  readonly held = ref(false);
  readonly changes = computed(() => waitingChanges(this.list.value));
  readonly rows = computed(() => this.list.value.rows);
  #asked = 0;
  #load = 0;
  #found: ReadonlySet<string> = new Set();
  readonly #named = new Set<string>();
  #ends = false;
  #isOver = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #follower: EventFollower | null = null;
  readonly #stops: (() => void)[] = [];

  start(): void {
    this.#stops.push(watch(this.held, (held) => held || this.settle()));
    const moved = ({ page, query }: typeof place.value) =>
      page === 'callbacks' && this.show(boardViewOf(query));
    this.#stops.push(watch(place, moved));
    void this.#begin();
  }

  /** Begins where the picture of the moment ends: nothing is missing between the list and the events. */
  async #begin(): Promise<void> {
    const done = await this.#tried(async () => {
      const { at, event } = await livePictureNow();
      setEngineTime(at);
      await this.#loadAll();
      const gap = () => void this.reload();
      const heard = (one: ConsoleEvent) => this.#heard(one);
      if (this.#isOver) return;
      this.#follower = new EventFollower({ about: 'callbacks', after: event, event: heard, gap });
    });
    if (!done && !this.#isOver) this.#timer = setTimeout(() => void this.#begin(), RETRY_MS);
  }

  stop(): void {
    this.#isOver = true;
    this.#follower?.end();
    clearTimeout(this.#timer);
    for (const stop of this.#stops) stop();
  }

  /** Shows something else, and keeps it in the address. */
  show(view: BoardView): void {
    if (boardAddress(view) === boardAddress(this.view.value)) return;
    this.view.value = view;
    this.list.value = NO_ROWS;
    this.loaded.value = false;
    keepInAddress('callbacks', boardAddress(view));
    void this.reload();
  }

  async reload(): Promise<void> {
    await this.#tried(() => this.#loadAll());
  }

  /** Puts everything in its place. */
  settle(): void {
    this.list.value = inOrder(this.list.value, this.view.value);
  }

  /** The next page. */
  async more(): Promise<void> {
    await this.#tried(async () => {
      const { next } = this.list.value;
      if (next !== null) await this.#page(next);
    });
  }

  /** A callback as it has just been answered. */
  put(callback: CallbackAnswer): void {
    this.#asked += 1;
    this.#merge(callback, this.#asked);
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

  async #loadAll(): Promise<void> {
    await Promise.all([this.#page(null), this.#count(BOARD_TABS)]);
  }

  async #page(after: string | null): Promise<void> {
    this.#asked += 1;
    this.#load += 1;
    const [asked, load] = [this.#asked, this.#load];
    const answer = await askApi<ListAnswer>(`/v1/callbacks?${listQuery(this.view.value, PAGE, after)}`);
    // somebody has asked for something else meanwhile
    if (load !== this.#load) return;
    const rows = answer.callbacks.map((callback) => ({ callback, asked, gone: false }));
    const ids = answer.callbacks.map(({ id }) => id);
    this.#found = new Set(after === null ? ids : [...this.#found, ...ids]);
    const before = after === null ? loadedAnew(this.list.value, asked) : this.list.value;
    this.list.value = withPage(before, rows, answer.next);
    if (after === null || !this.held.value) this.settle();
    this.loaded.value = true;
  }

  async #count(tabs: readonly BoardTab[]): Promise<void> {
    const view = this.view.value;
    const totals = tabs.map(async (tab) => {
      const { total } = await askApi<ListAnswer>(`/v1/callbacks?${countQuery(view, tab)}`);
      if (view === this.view.value) this.counts[tab] = total;
    });
    await Promise.all(totals);
  }

  #heard({ callback, what }: ConsoleEvent): void {
    if (callback === null) return;
    this.#named.add(callback);
    this.#ends ||= ENDS.has(what);
    this.#timer ??= setTimeout(() => void this.#look(), TOGETHER_MS);
  }

  /** Looks at each callback that an event has named; again, where the API could not answer. */
  async #look(): Promise<void> {
    const ids = [...this.#named];
    const tabs = this.#ends ? BOARD_TABS : BOARD_TABS.filter((tab) => tab !== 'done');
    this.#named.clear();
    this.#ends = false;
    const done = await this.#tried(async () => {
      if (ids.length > SINGLY) return await this.#loadAll();
      await Promise.all([...ids.map((id) => this.#lookAt(id)), this.#count(tabs)]);
      if (!this.held.value) this.settle();
    });
    if (!done) for (const id of ids) this.#named.add(id);
    this.#timer = undefined;
    if (this.#named.size > 0)
      this.#timer = setTimeout(() => void this.#look(), done ? TOGETHER_MS : RETRY_MS);
  }

  async #lookAt(id: string): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const { callback } = await askApi<{ callback: CallbackAnswer }>(
        `/v1/callbacks/${encodeURIComponent(id)}`,
      );
      this.#merge(callback, asked);
    } catch (error) {
      if (!(error instanceof ApiRefusal) || error.status !== 404) throw error;
      this.list.value = without(this.list.value, id);
    }
  }

  #merge(callback: CallbackAnswer, asked: number): void {
    const fits = belongs(callback, this.view.value, this.#found);
    this.list.value = merge(this.list.value, { callback, asked }, fits);
  }
}
