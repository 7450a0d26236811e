import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { en, type Key, type Words } from './en';
import { englishWords, type RecordWords } from './words';

export type Language = 'en' | 'de';
interface Spoken {
  words: Words;
  records: RecordWords;
}
const languages: Partial<Record<Language, Spoken>> = { en: { words: en, records: englishWords } };
const kept = 'assay-language';

/** German is loaded when somebody reads it. REQUIRES, before a language is shown: this has ended. */
export async function loadLanguage(language: Language) {
  if (!languages[language]) languages[language] = (await import('./german')).german;
}

export function firstLanguage(): Language {
  const wanted = localStorage.getItem(kept) ?? navigator.language.slice(0, 2);
  return wanted === 'de' ? 'de' : 'en';
}

export interface I18n extends RecordWords {
  language: Language;
  setLanguage: (language: Language) => void;
  t: (key: Key, values?: Record<string, string | number>) => string;
  /** A civil date, as people of the language write it. */
  day: (date: string) => string;
  /** An instant in the reader's own zone. */
  moment: (instant: string) => string;
  number: (value: number) => string;
}
const Context = createContext<I18n | null>(null);

let wordsNow: Words = en;
/** For what is said outside of any screen: in the language that is shown now. */
export const sayNow = (key: Key) => wordsNow[key];

export function fill(text: string, values: Record<string, string | number> = {}) {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** Made when it is needed first: each costs the first screen some milliseconds. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

export function I18nProvider({ children }: { children: ReactNode }) {
  const [language, set] = useState(firstLanguage);
  const setLanguage = useCallback((next: Language) => {
    localStorage.setItem(kept, next);
    void loadLanguage(next).then(() => set(next));
  }, []);
  const value = useMemo<I18n>(() => {
    document.documentElement.lang = language;
    const { words, records } = languages[language] ?? languages.en!;
    wordsNow = words;
    const locale = language === 'de' ? 'de-DE' : 'en-GB';
    const days = once(() => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }));
    const moments = once(() => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }));
    const numbers = once(() => new Intl.NumberFormat(locale));
    return {
      language,
      setLanguage,
      t: (key, values) => fill(words[key], values),
      day: (date) => (/^\d{4}-\d\d-\d\d/.test(date) ? days().format(new Date(`${date.slice(0, 10)}T00:00:00Z`)) : date),
      moment: (instant) => (instant ? moments().format(new Date(instant)) : ''),
      number: (value) => numbers().format(value),
      ...records,
    };
  }, [language, setLanguage]);
  return <Context value={value}>{children}</Context>;
}

export function useI18n(): I18n {
  const value = useContext(Context);
  if (!value) throw new Error('there is no I18nProvider above');
  return value;
}
