import type { Ref } from 'vue';
import { agentChoices, me } from '../api/session.ts';
import { BOARD_SORTS, BOARD_TABS, type BoardView, boardAddress, boardViewOf } from '../logic/view.ts';
import { Choice, fieldValue } from '../parts/field.tsx';
import { texts } from '../text/text.ts';
import type { BoardState } from './board-state.ts';

/** The address of a tab, with the filters that are on. */
export function tabView(view: BoardView, tab: BoardView['tab']): BoardView {
  const { descending } = boardViewOf(boardAddress({ ...view, tab, descending: tab === 'done' }));
  return { ...view, tab, descending };
}

/** The tabs, with how many callbacks each has. */
export function Tabs({ board }: { readonly board: BoardState }) {
  const { views, tabs, counts } = texts.value.board;
  const view = board.view.value;
  const { atRisk, overdue, blocked, open } = board.counts;
  return (
    <nav class="tabs" aria-label={views}>
      {BOARD_TABS.map((tab) => (
        <a
          key={tab}
          href={`#/callbacks?${boardAddress(tabView(view, tab))}`}
          class={[`tab-${tab}`, { some: board.counts[tab] > 0 }]}
          aria-current={view.tab === tab ? 'true' : undefined}
        >
          {tabs[tab]} <span class="count">{board.counts[tab]}</span>
        </a>
      ))}
      <span class="unseen" role="status">
        {counts(atRisk, overdue, blocked, open)}
      </span>
    </nav>
  );
}

function Search({
  board,
  field,
}: {
  readonly board: BoardState;
  readonly field: Ref<HTMLInputElement | null>;
}) {
  const { search, searchHint } = texts.value.board;
  return (
    <label class="choice search">
      <span>{search}</span>
      <input
        type="search"
        ref={field}
        maxlength={60}
        placeholder={searchHint}
        value={board.view.value.text}
        onChange={(event: Event) => board.show({ ...board.view.value, text: fieldValue(event) })}
        onKeydown={(event: KeyboardEvent) => {
          if (event.key === 'Escape') (event.target as HTMLElement).blur();
        }}
      />
    </label>
  );
}

function Order({ board }: { readonly board: BoardState }) {
  const { sort, sorts, descending } = texts.value.board;
  const view = board.view.value;
  return (
    <>
      <Choice
        label={sort}
        value={view.sort}
        options={BOARD_SORTS.map((one) => [one, sorts[one]] as const)}
        pick={(to) => board.show({ ...view, sort: BOARD_SORTS.find((one) => one === to) ?? view.sort })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={view.descending}
          onChange={() => board.show({ ...view, descending: !view.descending })}
        />
        {descending}
      </label>
    </>
  );
}

/** What the list is narrowed by, and its order. */
export function Filters({
  board,
  field,
}: {
  readonly board: BoardState;
  readonly field: Ref<HTMLInputElement | null>;
}) {
  const { board: words, kinds } = texts.value;
  const { lines = [] } = me.value ?? {};
  const view = board.view.value;
  const pick = (name: 'line' | 'agent' | 'kind') => (to: string) => board.show({ ...view, [name]: to });
  const all = ['', words.all] as const;
  const ofLines = lines.map(({ number }) => [number, number] as const);
  return (
    <div class="filters">
      <Search board={board} field={field} />
      <Choice label={words.columns.line} value={view.line} options={[all, ...ofLines]} pick={pick('line')} />
      <Choice
        label={words.columns.agent}
        value={view.agent}
        options={[all, ...agentChoices()]}
        pick={pick('agent')}
      />
      <Choice
        label={words.columns.kind}
        value={view.kind}
        options={[all, ...Object.entries(kinds)]}
        pick={pick('kind')}
      />
      <Order board={board} />
    </div>
  );
}
