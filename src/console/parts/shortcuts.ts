import { ref } from 'vue';

const STORED = 'sansheng.singleKeys';

/** Whether single keys do something: who dictates, or types by accident, puts them off. */
export const singleKeys = ref(localStorage.getItem(STORED) !== 'off');

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on;
  localStorage.setItem(STORED, on ? 'on' : 'off');
}

function isTyping({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isBox = target instanceof HTMLInputElement && target.type === 'checkbox';
  return !isBox && target.matches('input, select, textarea');
}

/** Calls what a key is for, on the page itself: not while somebody types, nor over a dialog. Returns what ends it. */
export function onKeys(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>): () => void {
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (isTyping(event) || document.querySelector('dialog[open]')) return;
    if (event.key.length === 1 && !singleKeys.value && event.key !== '?') return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act(event);
  };
  addEventListener('keydown', pressed);
  return () => removeEventListener('keydown', pressed);
}
