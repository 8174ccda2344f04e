import { defineComponent, onMounted, ref, shallowRef } from 'vue';
import type { FactAnswer } from '../../web/callbacks/facts.ts';
import type { CustomerHistoryAnswer } from '../../web/customer-history.ts';
import { askApi } from '../api/ask.ts';
import { agentName } from '../api/session.ts';
import { HistoryList } from '../parts/history.tsx';
import { refusalText } from '../parts/refusal-text.ts';
import { fullTime, shortTime } from '../parts/times.ts';
import { texts } from '../text/text.ts';

type CustomerCall = CustomerHistoryAnswer['calls'][number];

/** One after another, from the call's arrival to its end. */
const CallTimeline = defineComponent<{ readonly id: string }>(
  ({ id }) => {
    const history = shallowRef<readonly FactAnswer[] | null>(null);
    const fault = ref('');
    onMounted(async () => {
      try {
        const path = `/v1/calls/${encodeURIComponent(id)}`;
        ({ history: history.value } = await askApi<{ history: readonly FactAnswer[] }>(path));
      } catch (error) {
        fault.value = refusalText(error);
      }
    });
    return () => {
      if (fault.value) {
        return (
          <p class="fault" role="alert">
            {fault.value}
          </p>
        );
      }
      return history.value ? <HistoryList facts={history.value} /> : <p>{texts.value.loading}</p>;
    };
  },
  { props: ['id'], name: 'CallTimeline' },
);

/** How the standard was kept: what was broken is named. */
function ClausesCell({ kept, broken }: Pick<CustomerCall, 'kept' | 'broken'>) {
  const { customer } = texts.value;
  return (
    <td>
      {customer.kept(kept)}
      {broken.map(({ at, what, detail, note }) => (
        <span key={`${at} ${what}`} class="below time-late">
          {customer.broken(what)}{' '}
          <small>{typeof detail.value === 'number' ? measuredText(detail) : note}</small>
        </span>
      ))}
    </td>
  );
}

function measuredText({ value, limit, unit }: FactAnswer['detail']): string {
  return texts.value.customer.measured(Math.round(Number(value) * 10) / 10, Number(limit), String(unit));
}

function wayText({ direction, hungUpFirst, endedAt, disposition }: CustomerCall): string {
  const { customer } = texts.value;
  if (endedAt === null) return customer.inProgress;
  const first = hungUpFirst === 'caller' && direction === 'in' ? customer.hungUpFirst : '';
  return [disposition === null ? '' : customer.disposition(disposition), first].filter(Boolean).join(' · ');
}

interface CallRowProps {
  readonly call: CustomerCall;
  readonly isOpen: boolean;
  readonly turn: () => void;
}

function CallRow({ call, isOpen, turn }: CallRowProps) {
  const { customer, languages } = texts.value;
  const { id, arrivedAt, direction, line, language, agent } = call;
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          class="link"
          aria-expanded={isOpen}
          title={fullTime(arrivedAt)}
          data-call={id}
          onClick={turn}
        >
          <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {shortTime(arrivedAt)}
        </button>
      </th>
      <td>{customer.ways[direction]}</td>
      <td>{line}</td>
      <td>{languages[language]}</td>
      <td>{agentName(agent)}</td>
      <td>{wayText(call)}</td>
      {ClausesCell(call)}
    </tr>
  );
}

/** The customer's calls, each with how the standard was kept; a click opens its timeline. */
export const CallsTable = defineComponent<{ readonly calls: readonly CustomerCall[] }>(
  (props) => {
    const opened = ref<string | null>(null);
    const turn = (id: string) => {
      opened.value = opened.value === id ? null : id;
    };
    return () => {
      const { customer, detail } = texts.value;
      const heads = [detail.time, customer.way, customer.line, customer.language, customer.agent];
      return (
        <table class="listing">
          <caption class="unseen">{customer.calls}</caption>
          <thead>
            <tr>
              {[...heads, detail.outcome, customer.clauses].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.calls.map((call) => [
              <CallRow
                key={call.id}
                call={call}
                isOpen={opened.value === call.id}
                turn={() => turn(call.id)}
              />,
              opened.value === call.id ? (
                <tr key={`${call.id} timeline`}>
                  <td colspan={heads.length + 2}>
                    <CallTimeline id={call.id} />
                  </td>
                </tr>
              ) : null,
            ])}
          </tbody>
        </table>
      );
    };
  },
  { props: ['calls'], name: 'CallsTable' },
);
