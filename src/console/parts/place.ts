import { shallowRef } from 'vue';

const PAGES = ['callbacks', 'customer', 'wall'] as const;
/** A page of the console, by its name in the address. */
export type PageName = (typeof PAGES)[number];

/** Where in the console somebody is: what stands behind the `#` of the address. */
interface Place {
  /** Null: the address does not say. */
  readonly page: PageName | null;
  /** What stands behind the `?`. */
  readonly query: string;
}

function placeOf(hash: string): Place {
  const [, page = '', query = ''] = /^#\/(\w*)(?:\?(.*))?$/.exec(hash) ?? [];
  return { page: PAGES.find((one) => one === page) ?? null, query };
}

export const place = shallowRef<Place>(placeOf(location.hash));

/** Follows the address. Returns what ends that. */
export function startRouting(): () => void {
  const look = () => {
    place.value = placeOf(location.hash);
  };
  addEventListener('hashchange', look);
  return () => removeEventListener('hashchange', look);
}

/** Puts what is shown into the address, without a step in the browser's history. */
export function keepInAddress(page: PageName, query: string): void {
  history.replaceState(null, '', `#/${page}${query === '' ? '' : `?${query}`}`);
  place.value = { page, query };
}
