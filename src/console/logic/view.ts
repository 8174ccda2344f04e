/** The tabs of the board, in their order. */
export const BOARD_TABS = ['atRisk', 'overdue', 'blocked', 'open', 'done'] as const;
/** A tab of the board. */
export type BoardTab = (typeof BOARD_TABS)[number];
/** By what the board can be in order. */
export const BOARD_SORTS = ['deadline', 'due', 'promised', 'place'] as const;
/** An order of the board. */
export type BoardSort = (typeof BOARD_SORTS)[number];

/** What the board shows; all of it is kept in the address. */
export interface BoardView {
  readonly tab: BoardTab;
  readonly sort: BoardSort;
  readonly descending: boolean;
  readonly line: string;
  readonly agent: string;
  readonly kind: string;
  /** What is looked for: a text, or a whole number. */
  readonly text: string;
}

/** The statuses that a tab asks the API for. */
const STATUSES: Readonly<Record<BoardTab, string>> = {
  atRisk: 'atRisk',
  overdue: 'overdue',
  blocked: 'blocked',
  open: 'open',
  done: 'settled,failed,cancelled',
};

const FIRST_VIEW: BoardView = {
  ...{ tab: 'open', sort: 'deadline', descending: false },
  ...{ line: '', agent: '', kind: '', text: '' },
};

function oneOf<T extends string>(all: readonly T[], text: string | null, otherwise: T): T {
  return all.find((one) => one === text) ?? otherwise;
}

/** The view of an address: what stands behind the `?`. What it does not say, or says wrongly, is as at first. */
export function boardViewOf(query: string): BoardView {
  const said = new URLSearchParams(query);
  const tab = oneOf(BOARD_TABS, said.get('tab'), FIRST_VIEW.tab);
  return {
    tab,
    sort: oneOf(BOARD_SORTS, said.get('sort'), FIRST_VIEW.sort),
    // what has ended is looked at from its end
    descending: (said.get('way') ?? (tab === 'done' ? 'down' : 'up')) === 'down',
    line: said.get('line') ?? '',
    agent: said.get('agent') ?? '',
    kind: said.get('kind') ?? '',
    text: (said.get('text') ?? '').slice(0, 60),
  };
}

/** The address of a view: no more than what differs from the first one. */
export function boardAddress(view: BoardView): string {
  const { tab, sort, descending } = view;
  const query = new URLSearchParams();
  if (tab !== FIRST_VIEW.tab) query.set('tab', tab);
  if (sort !== FIRST_VIEW.sort) query.set('sort', sort);
  if (descending !== (tab === 'done')) query.set('way', descending ? 'down' : 'up');
  for (const name of ['line', 'agent', 'kind', 'text'] as const)
    if (view[name] !== '') query.set(name, view[name]);
  return query.toString();
}

/** Whether a text is a whole number, as people write one. */
export function looksLikeNumber(text: string): boolean {
  return /^\+?[\d ()-]{5,}$/.test(text) && text.replace(/\D/g, '').length >= 5;
}

/** What the API is asked for, but for the status and the page. */
function filtersOf({ line, agent, kind, text }: BoardView): URLSearchParams {
  const query = new URLSearchParams();
  if (line !== '') query.set('line', line);
  if (agent !== '') query.set('agent', agent);
  if (kind !== '') query.set('kind', kind);
  const wanted = text.trim();
  if (wanted !== '') query.set(looksLikeNumber(wanted) ? 'number' : 'text', wanted);
  return query;
}

/** The address of the API for one page of the list. `after`: null: the first page. */
export function listQuery(view: BoardView, limit: number, after: string | null): string {
  const query = filtersOf(view);
  query.set('status', STATUSES[view.tab]);
  query.set('sort', `${view.descending ? '-' : ''}${view.sort}`);
  query.set('limit', String(limit));
  if (after !== null) query.set('after', after);
  return query.toString();
}

/** The same for the number of a tab alone. */
export function countQuery(view: BoardView, tab: BoardTab): string {
  const query = filtersOf(view);
  query.set('status', STATUSES[tab]);
  query.set('limit', '1');
  return query.toString();
}
