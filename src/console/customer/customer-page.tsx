import { defineComponent, onBeforeUnmount, onMounted, ref, type VNodeChild } from 'vue';
import type { CustomerHistoryAnswer } from '../../web/customer-history.ts';
import { agentName } from '../api/session.ts';
import { NoteDialog } from '../board/note-dialog.tsx';
import { KeysDialog } from '../parts/keys-dialog.tsx';
import { onKeys } from '../parts/shortcuts.ts';
import { fullTime, shortTime } from '../parts/times.ts';
import { texts } from '../text/text.ts';
import { CallbacksTable } from './customer-callbacks.tsx';
import { CallsTable } from './customer-calls.tsx';
import { CustomerState } from './customer-state.ts';

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function frequencyText({
  everyDays,
  never,
  hours,
  by,
  at,
}: NonNullable<CustomerHistoryAnswer['frequency']>): string {
  const { customer } = texts.value;
  const often = never ? customer.never : everyDays === null ? '' : customer.everyDays(everyDays);
  const when = hours && `${clock(hours.from)}–${clock(hours.to)}`;
  return [often, when, by, shortTime(at)].filter(Boolean).join(' · ');
}

function termsOf(known: CustomerHistoryAnswer): readonly (readonly [term: string, value: string])[] {
  const { board, customer, languages, none } = texts.value;
  const { language, doNotCall, frequency, callbacks } = known;
  const names = [...new Set(callbacks.flatMap(({ name }) => name ?? []))];
  return [
    [board.columns.name, names.join('、') || none],
    [
      customer.language,
      language ? `${languages[language.language]} · ${customer.used(shortTime(language.at))}` : none,
    ],
    [
      customer.doNotCall,
      doNotCall ? [doNotCall.why, doNotCall.by, shortTime(doNotCall.at)].join(' · ') : customer.mayCall,
    ],
    [customer.wishes, frequency ? frequencyText(frequency) : none],
  ];
}

function KnownTerms({ known }: { readonly known: CustomerHistoryAnswer }) {
  return (
    <dl class="terms">
      {termsOf(known).map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Not the caller, or the engine. */
const isAgent = (by: string | null) => by !== null && /^\d+$/.test(by);

function RecordList({ records }: Pick<CustomerHistoryAnswer, 'records'>) {
  const { customer } = texts.value;
  const lines = records.map((record, n) => ({ key: `${n} ${record.at}`, ...record }));
  return (
    <ul class="records">
      {lines.map(({ key, type, at, by }) => (
        <li key={key}>
          <time title={fullTime(at)}>{shortTime(at)}</time> <strong>{customer.recordTypes[type]}</strong>{' '}
          {isAgent(by) ? agentName(by) : ''}
        </li>
      ))}
    </ul>
  );
}

interface PartProps {
  readonly title: string;
  readonly shown: number;
  readonly all: number;
  readonly of: () => VNodeChild;
}

/** A part of the page; without anything in it, it says so. */
function Part({ title, shown, all, of }: PartProps) {
  const { customer, none } = texts.value;
  return (
    <section class="part">
      <h2>
        {title} <span class="count">{all}</span>
      </h2>
      {all > shown ? <p class="hint">{customer.newest(shown, all)}</p> : null}
      {shown === 0 ? <p class="hint">{none}</p> : of()}
    </section>
  );
}

function Known({ known, state }: { readonly known: CustomerHistoryAnswer; readonly state: CustomerState }) {
  const { customer } = texts.value;
  const { calls, callbacks, records, total } = known;
  return (
    <>
      <div class="customer-columns">
        <section class="part">
          <h2>{customer.about}</h2>
          <KnownTerms known={known} />
        </section>
        <Part
          title={customer.records}
          shown={records.length}
          all={records.length}
          of={() => <RecordList records={records} />}
        />
      </div>
      <Part
        title={customer.callbacks}
        shown={callbacks.length}
        all={total.callbacks}
        of={() => <CallbacksTable callbacks={callbacks} note={(one) => (state.noting.value = one)} />}
      />
      <Part
        title={customer.calls}
        shown={calls.length}
        all={total.calls}
        of={() => <CallsTable calls={calls} />}
      />
    </>
  );
}

interface SearchProps {
  readonly find: (number: string) => void;
}

function NumberSearch({ find }: SearchProps) {
  const { customer } = texts.value;
  const submit = (event: Event) => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem('number');
    if (field instanceof HTMLInputElement) find(field.value);
  };
  return (
    <form class="number-search" onSubmit={submit}>
      <label class="choice">
        <span>{customer.search}</span>
        <input
          type="search"
          name="number"
          inputmode="tel"
          autocomplete="off"
          maxlength={60}
          placeholder={customer.searchHint}
          onKeydown={(event: KeyboardEvent) => {
            if (event.key === 'Escape') (event.target as HTMLElement).blur();
          }}
        />
      </label>
      <button type="submit">{customer.find}</button>
    </form>
  );
}

/** What is shown below the head: the customer, or why there is none. */
function Body({ state }: { readonly state: CustomerState }) {
  const { customer, loading } = texts.value;
  const known = state.customer.value;
  if (known) return <Known known={known} state={state} />;
  if (state.fault.value) return null;
  return <p class="hint">{state.query.value === '' ? customer.nobody : loading}</p>;
}

/** All that is known of one customer: reached from a callback, from a call, or by the whole number. */
export const CustomerPage = defineComponent(
  () => {
    const state = new CustomerState();
    const page = ref<HTMLElement | null>(null);
    const isKeysOpen = ref(false);
    const endKeys = onKeys({
      '/': () => page.value?.querySelector('input')?.focus(),
      r: () => void state.load(),
      '?': () => {
        isKeysOpen.value = true;
      },
    });
    onMounted(() => state.start());
    onBeforeUnmount(() => {
      endKeys();
      state.stop();
    });
    return () => {
      const { customer } = texts.value;
      const known = state.customer.value;
      return (
        <main class="customer-page" ref={page}>
          <header class="customer-head">
            <h1>
              {customer.title}{' '}
              {known ? <span class="number">{known.number ?? customer.withheld}</span> : null}
            </h1>
            <NumberSearch find={(number) => void state.search(number)} />
          </header>
          {state.fault.value ? (
            <p class="fault" role="alert">
              {state.fault.value}
            </p>
          ) : null}
          <p class="hint" role="status">
            {state.said.value}
          </p>
          <Body state={state} />
          {state.noting.value ? (
            <NoteDialog callback={state.noting.value} leave={(said) => state.noted(said)} />
          ) : null}
          {isKeysOpen.value ? <KeysDialog leave={() => (isKeysOpen.value = false)} /> : null}
        </main>
      );
    };
  },
  { name: 'CustomerPage' },
);
