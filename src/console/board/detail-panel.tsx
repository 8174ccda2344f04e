import { defineComponent, ref, shallowRef, watch } from 'vue';
import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import type { CallStoryAnswer } from '../../web/callbacks/story.ts';
import { agentName } from '../api/session.ts';
import { customerLink } from '../logic/customer-address.ts';
import { withoutNotes } from '../logic/history.ts';
import type { BoardOrder } from '../logic/possible-orders.ts';
import { HistoryList } from '../parts/history.tsx';
import { NoteList } from '../parts/note-list.tsx';
import { refusalText } from '../parts/refusal-text.ts';
import { fullTime, shortTime } from '../parts/times.ts';
import { texts, wordFor } from '../text/text.ts';
import { OrderButtons } from './order-buttons.tsx';
import { type CallbackStory, storyOfCallback } from './orders.ts';

type Term = readonly [term: string, value: string | null];

function termsOf(callback: CallbackAnswer): readonly Term[] {
  const { board, detail, kinds, languages, reasons, rules, status } = texts.value;
  const { columns } = board;
  const { hours, ended, heldBy, programme } = callback;
  const at = (time: string | null) => (time === null ? null : fullTime(time));
  return [
    [columns.name, callback.name],
    [columns.about, callback.about],
    [columns.status, status[callback.status]],
    [detail.heldBy, heldBy && wordFor(rules, heldBy)],
    [columns.kind, wordFor(kinds, callback.kind)],
    [columns.line, `${callback.line} · ${languages[callback.language]}`],
    [columns.deadline, at(callback.deadlineAt)],
    [columns.due, callback.open ? at(callback.dueAt) : null],
    [detail.agreed, at(callback.agreedAt)],
    [detail.hours, hours && `${hours.from}–${hours.to}`],
    [columns.agent, agentName(callback.assigned ?? callback.agent)],
    [detail.requestedBy, callback.requestedBy],
    [detail.programme, programme && `${programme.programme} ${programme.row}`],
    [detail.place, at(callback.place)],
    [
      detail.ended,
      ended &&
        [at(ended.at), ended.by && detail.endedBy(ended.by), ended.why && wordFor(reasons, ended.why)]
          .filter(Boolean)
          .join(' · '),
    ],
    [detail.id, callback.id],
  ];
}

function Terms({ callback }: { readonly callback: CallbackAnswer }) {
  return (
    <dl class="terms">
      {termsOf(callback)
        .filter(([, value]) => value)
        .map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Attempts({ callback }: { readonly callback: CallbackAnswer }) {
  const { board, detail, outcomes } = texts.value;
  const { attempts } = callback;
  if (attempts.length === 0) return <p class="hint">{detail.noAttempts}</p>;
  return (
    <table class="small">
      <thead>
        <tr>
          <th scope="col">{detail.time}</th>
          <th scope="col">{board.columns.agent}</th>
          <th scope="col">{detail.outcome}</th>
        </tr>
      </thead>
      <tbody>
        {attempts.map(({ call, at, agent, outcome }) => (
          <tr key={call}>
            <td>{shortTime(at)}</td>
            <td>{agentName(agent)}</td>
            <td>{outcome === null ? detail.underWay : wordFor(outcomes, outcome)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Origin({ call }: { readonly call: CallStoryAnswer }) {
  const { detail } = texts.value;
  return (
    <>
      <h3>{detail.call}</h3>
      <p>
        {detail.arrived} {fullTime(call.arrivedAt)} · {call.line}{' '}
        {call.agent ? `· ${agentName(call.agent)}` : ''} ·{' '}
        <a href={customerLink({ call: call.id })}>{detail.callerPage}</a>
      </p>
      <HistoryList facts={call.history} />
    </>
  );
}

interface DetailProps {
  readonly id: string;
  /** Another one than before: something has happened to it, and its story is read again. */
  readonly version: string;
  readonly choose: (order: BoardOrder) => void;
  readonly note: () => void;
  readonly leave: () => void;
}

function Story({ story, note }: { readonly story: CallbackStory; readonly note: () => void }) {
  const { detail, notes } = texts.value;
  return (
    <>
      <Terms callback={story.callback} />
      <h3>{notes.title}</h3>
      <NoteList notes={story.notes} />
      <p>
        <button type="button" aria-keyshortcuts="b" onClick={note}>
          {notes.write}{' '}
          <span class="key" aria-hidden="true">
            b
          </span>
        </button>
      </p>
      <h3>{detail.attempts}</h3>
      <Attempts callback={story.callback} />
      <h3>{detail.history}</h3>
      <HistoryList facts={withoutNotes(story.history)} />
      {story.call ? <Origin call={story.call} /> : null}
    </>
  );
}

/** All about one callback, beside the list. */
export const DetailPanel = defineComponent<DetailProps>(
  (props) => {
    const story = shallowRef<CallbackStory | null>(null);
    const fault = ref('');
    const read = async () => {
      const { id } = props;
      try {
        const found = await storyOfCallback(id);
        if (id === props.id) story.value = found;
        fault.value = '';
      } catch (error) {
        fault.value = refusalText(error);
      }
    };
    watch(() => [props.id, props.version], read, { immediate: true });
    return () => {
      const known = story.value?.callback.id === props.id ? story.value : null;
      return (
        <section class="detail" aria-labelledby="detail-title">
          <header class="modal-head">
            <h2 id="detail-title">
              {texts.value.detail.title} <span class="number">{known?.callback.number}</span>
            </h2>
            <button type="button" class="quiet" aria-label={texts.value.close} onClick={props.leave}>
              ✕
            </button>
          </header>
          {fault.value ? (
            <p class="fault" role="alert">
              {fault.value}
            </p>
          ) : null}
          <p>
            <a href={customerLink({ callback: props.id })} aria-keyshortcuts="p">
              {texts.value.detail.customerPage}{' '}
              <span class="key" aria-hidden="true">
                p
              </span>
            </a>
          </p>
          {known ? <OrderButtons callbacks={[known.callback]} choose={props.choose} /> : null}
          {known ? <Story story={known} note={props.note} /> : <p>{texts.value.loading}</p>}
        </section>
      );
    };
  },
  { props: ['id', 'version', 'choose', 'note', 'leave'], name: 'DetailPanel' },
);
