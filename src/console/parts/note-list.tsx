import type { NoteAnswer } from '../../web/callbacks/notes.ts';
import { fullTime, shortTime } from './times.ts';

/** Notes, each with who wrote it and when. */
export function NoteList({ notes }: { readonly notes: readonly NoteAnswer[] }) {
  const lines = notes.map((note, n) => ({ key: `${n} ${note.at}`, ...note }));
  return (
    <ul class="notes">
      {lines.map(({ key, at, by, text }) => (
        <li key={key}>
          {text}
          <small class="below">
            {by} · <time title={fullTime(at)}>{shortTime(at)}</time>
          </small>
        </li>
      ))}
    </ul>
  );
}
