import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import { me } from '../api/session.ts';
import { type BoardOrder, type OrderChoice, possibleOrders } from '../logic/possible-orders.ts';
import { texts } from '../text/text.ts';

interface ButtonsProps {
  readonly callbacks: readonly CallbackAnswer[];
  readonly choose: (order: BoardOrder) => void;
}

/** The orders that have a meaning for these callbacks; what ends one is apart. */
export function OrderButtons({ callbacks, choose }: ButtonsProps) {
  const { orders } = texts.value;
  const possible = possibleOrders(callbacks, me.value?.role ?? 'operator');
  return (
    <div class="orders">
      {possible.map(({ order, key, ends }: OrderChoice) => (
        <button
          type="button"
          key={order}
          class={{ ends }}
          aria-keyshortcuts={key}
          onClick={() => choose(order)}
        >
          {orders[order]}{' '}
          <span class="key" aria-hidden="true">
            {key}
          </span>
        </button>
      ))}
    </div>
  );
}
