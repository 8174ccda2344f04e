import { ref } from 'vue';

/** How far the engine's clock is before this computer's, ms: what is shown goes by the engine's. */
let ahead = 0;

/** The engine's time, UTC ms; a second later each second. */
export const engineNow = ref(Date.now());

/** @param at the engine's time, as it has just said it */
export function setEngineTime(at: string): void {
  ahead = Date.parse(at) - Date.now();
  engineNow.value = Date.now() + ahead;
}

/** Returns what stops it. */
export function startClock(): () => void {
  const timer = setInterval(() => {
    engineNow.value = Date.now() + ahead;
  }, 1_000);
  return () => clearInterval(timer);
}
