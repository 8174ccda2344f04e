import { defineComponent, ref, shallowRef } from 'vue';
import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import { agentChoices } from '../api/session.ts';
import { historyLine, lastOrder } from '../logic/history.ts';
import type { BoardOrder } from '../logic/possible-orders.ts';
import { Choice, Field, fieldValue } from '../parts/field.tsx';
import { ModalDialog } from '../parts/modal.tsx';
import { engineNow } from '../parts/now.ts';
import { refusalText } from '../parts/refusal-text.ts';
import { fieldTime, shortTime, timeOfField, zoneName } from '../parts/times.ts';
import { texts } from '../text/text.ts';
import { giveOrders, type OrderResult, type OrderWords, storyOfCallback } from './orders.ts';

interface OrderProps {
  readonly order: BoardOrder;
  readonly callbacks: readonly CallbackAnswer[];
  /** Is given each callback as it is by then. */
  readonly put: (callback: CallbackAnswer) => void;
  /** Is given what was done. */
  readonly done: (results: readonly OrderResult[]) => void;
  /** Is given what is to be said of it, where it is done. */
  readonly leave: (said: string | null) => void;
}

/** Orders whose reason everybody reads. */
const WITH_REASON: readonly BoardOrder[] = ['settle', 'cancel'];
const HOUR_MS = 3_600_000;

/** Who has changed it meanwhile, and how it is now. */
async function changeText(callback: CallbackAnswer): Promise<string> {
  const { orders, status } = texts.value;
  const { history } = await storyOfCallback(callback.id);
  const last = lastOrder(history) ?? history.at(-1);
  const { what, who, at } = last ? historyLine(last, texts.value) : { what: '', who: '', at: '' };
  const by = last ? orders.changedBy(who, what, shortTime(at)) : '';
  return [orders.changed, by, orders.nowIs(status[callback.status])].filter(Boolean).join('\n');
}

async function faultText(failed: readonly OrderResult[]): Promise<string> {
  const [only, another] = failed;
  if (only && !another && only.refusal?.code === 'CALLBACK_CHANGED' && only.now)
    return await changeText(only.now);
  const each = failed.map(({ was, refusal }) => `${was.number}: ${refusalText(refusal)}`);
  return [texts.value.orders.failed(failed.length), ...each].join('\n');
}

/** What has been typed for an order. */
class OrderDraft {
  readonly why = ref('');
  readonly agent = ref('');
  readonly due = ref(fieldTime(engineNow.value + HOUR_MS));

  words(order: BoardOrder): OrderWords {
    const why = this.why.value.trim();
    return {
      ...(why === '' ? {} : { why }),
      ...(order === 'assign' ? { agent: this.agent.value === '' ? null : this.agent.value } : {}),
      ...(order === 'reschedule' ? { due: timeOfField(this.due.value) } : {}),
    };
  }
}

function OrderFields({ order, draft }: { readonly order: BoardOrder; readonly draft: OrderDraft }) {
  const { orders } = texts.value;
  const withReason = WITH_REASON.includes(order);
  return (
    <>
      {order === 'assign' ? (
        <Choice
          label={orders.agent}
          value={draft.agent.value}
          options={[['', orders.anybody], ...agentChoices()]}
          pick={(to) => (draft.agent.value = to)}
        />
      ) : null}
      {order === 'reschedule' ? (
        <Field label={orders.due} hint={orders.zone(zoneName())} id="due" of={(id) => dueInput(id, draft)} />
      ) : null}
      <Field
        label={withReason ? orders.reason : orders.why}
        id="why"
        of={(id) => whyInput(id, draft, withReason)}
      />
    </>
  );
}

const dueInput = (id: string, draft: OrderDraft) => (
  <input
    id={id}
    type="datetime-local"
    required
    value={draft.due.value}
    onInput={(event: Event) => (draft.due.value = fieldValue(event))}
  />
);

const whyInput = (id: string, draft: OrderDraft, required: boolean) => (
  <textarea
    id={id}
    rows={3}
    maxlength={500}
    required={required}
    value={draft.why.value}
    onInput={(event: Event) => (draft.why.value = fieldValue(event).replaceAll('\n', ' '))}
    onKeydown={(event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault();
      (event.target as HTMLTextAreaElement).form?.requestSubmit();
    }}
  />
);

interface TargetsProps {
  readonly callbacks: readonly Pick<CallbackAnswer, 'id' | 'number' | 'name' | 'about'>[];
}

/** Whose callbacks the order is for. */
export function Targets({ callbacks }: TargetsProps) {
  return (
    <ul class="targets">
      {callbacks.map(({ id, number, name, about }) => (
        <li key={id}>
          <strong class="number">{number}</strong> {name} <small>{about}</small>
        </li>
      ))}
    </ul>
  );
}

/** An order: asks for what it needs, gives it, and says what came of it. What has been typed stays until it is done. */
export const OrderDialog = defineComponent<OrderProps>(
  (props) => {
    const draft = new OrderDraft();
    const left = shallowRef(props.callbacks);
    const fault = ref('');
    const busy = ref(false);
    const give = async () => {
      const results = await giveOrders(props.order, left.value, draft.words(props.order));
      for (const { now } of results) if (now) props.put(now);
      const failed = results.filter(({ refusal }) => refusal !== null);
      props.done(results.filter(({ refusal }) => refusal === null));
      if (failed.length === 0) {
        props.leave(texts.value.orders.done(texts.value.orders[props.order], props.callbacks.length));
        return;
      }
      // whoever confirms again has seen how it is now
      left.value = failed.map(({ was, now }) => now ?? was);
      fault.value = await faultText(failed);
    };
    const submit = async (event: Event) => {
      event.preventDefault();
      if (busy.value) return;
      busy.value = true;
      fault.value = '';
      await give().catch((error: unknown) => {
        fault.value = refusalText(error);
      });
      busy.value = false;
    };
    return () => (
      <ModalDialog title={texts.value.orders[props.order]} leave={() => props.leave(null)}>
        {() => (
          <form class="form" onSubmit={submit}>
            <Targets callbacks={left.value} />
            <OrderFields order={props.order} draft={draft} />
            <p class="fault" role="alert">
              {fault.value}
            </p>
            <DialogButtons
              busy={busy.value}
              submit={texts.value.orders[props.order]}
              leave={() => props.leave(null)}
            />
          </form>
        )}
      </ModalDialog>
    );
  },
  { props: ['order', 'callbacks', 'put', 'done', 'leave'], name: 'OrderDialog' },
);

interface ButtonsProps {
  readonly busy: boolean;
  readonly submit: string;
  readonly leave: () => void;
}

/** The two buttons below a form. */
export function DialogButtons({ busy, submit, leave }: ButtonsProps) {
  return (
    <div class="buttons">
      <button type="button" onClick={leave}>
        {texts.value.cancel}
      </button>
      <button type="submit" class="primary" disabled={busy}>
        {submit}
      </button>
    </div>
  );
}
