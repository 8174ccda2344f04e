import { computed, ref } from 'vue';
import type { ConsoleLanguage } from '../logic/time-left.ts';
import { EN } from './en.ts';
import { type ConsoleTexts, ZH } from './zh.ts';

const STORED = 'sansheng.language';

/** The language of the page: Chinese, until somebody takes the other one. */
export const consoleLanguage = ref<ConsoleLanguage>(localStorage.getItem(STORED) === 'en' ? 'en' : 'zh');

/** The texts of the page. */
export const texts = computed<ConsoleTexts>(() => (consoleLanguage.value === 'zh' ? ZH : EN));

/** As the page says it of itself. */
export function tellLanguage(): void {
  document.documentElement.lang = consoleLanguage.value === 'zh' ? 'zh-CN' : 'en';
}

export function switchLanguage(): void {
  consoleLanguage.value = consoleLanguage.value === 'zh' ? 'en' : 'zh';
  localStorage.setItem(STORED, consoleLanguage.value);
  tellLanguage();
}

/** What an API's name means, where the console has words for it; the name itself, where an engine is newer than they are. */
export function wordFor(words: Readonly<Record<string, string>>, name: string): string {
  return words[name] ?? name;
}
