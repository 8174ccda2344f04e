import type { FactAnswer } from '../../web/callbacks/facts.ts';
import { historyLine } from '../logic/history.ts';
import { texts } from '../text/text.ts';
import { fullTime, shortTime } from './times.ts';

/** What happened to a callback or in a call, one line each. */
export function HistoryList({ facts }: { readonly facts: readonly FactAnswer[] }) {
  const lines = facts.map((fact, n) => ({ key: `${n} ${fact.at}`, ...historyLine(fact, texts.value) }));
  return (
    <ol class="history">
      {lines.map(({ key, at, what, who, more }) => (
        <li key={key}>
          <time title={fullTime(at)}>{shortTime(at)}</time> <strong>{what}</strong> {who}
          {more === '' ? null : <small class="below">{more}</small>}
        </li>
      ))}
    </ol>
  );
}
