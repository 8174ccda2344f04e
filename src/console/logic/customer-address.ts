import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import { boardAddress, boardViewOf } from './view.ts';

/** What the address of a customer's page asks the API for: the id of a call or of a callback; empty: nobody is chosen. A number is never
 * in an address, which a browser remembers. */
export function customerQuery(query: string): string {
  const said = new URLSearchParams(query);
  for (const name of ['callback', 'call']) {
    const id = said.get(name);
    if (id) return new URLSearchParams({ [name]: id }).toString();
  }
  return '';
}

/** What there is of a customer, by its ids. */
interface FoundIds {
  readonly calls: readonly { readonly id: string }[];
  readonly callbacks: readonly { readonly id: string }[];
}

/** The address of the page of whom was found; empty where nothing of the customer has an id. */
export function addressOfFound({ calls, callbacks }: FoundIds): string {
  const [callback] = callbacks;
  const [call] = calls;
  if (callback) return customerQuery(`callback=${encodeURIComponent(callback.id)}`);
  return call ? customerQuery(`call=${encodeURIComponent(call.id)}`) : '';
}

/** Where a link to a customer's page leads. */
export function customerLink(of: { readonly call: string } | { readonly callback: string }): string {
  return `#/customer?${new URLSearchParams({ ...of }).toString()}`;
}

/** Where a callback stands alone on the board. */
export function boardLink({ id, open }: Pick<CallbackAnswer, 'id' | 'open'>): string {
  const view = boardViewOf(open ? '' : 'tab=done');
  return `#/callbacks?${boardAddress({ ...view, text: id })}`;
}
