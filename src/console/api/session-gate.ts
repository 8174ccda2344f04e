import { ref } from 'vue';

/** The session has expired: the page asks to sign in, over what is there. */
export const sessionExpired = ref(false);

let waiting: (() => void)[] = [];

/** Resolves when somebody has signed in again. */
export function signedInAgain(): Promise<void> {
  sessionExpired.value = true;
  return new Promise((resolve) => {
    waiting.push(resolve);
  });
}

/** Lets everything go on that has waited for it. */
export function openGate(): void {
  sessionExpired.value = false;
  const all = waiting;
  waiting = [];
  for (const goOn of all) goOn();
}
