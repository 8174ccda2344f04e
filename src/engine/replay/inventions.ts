/** What stands in a key of this name, wherever it is. */
const NUMBER_KEYS = new Set(['number', 'dialled', 'dial', 'e164', 'line', 'digits', 'doNotCall']);
const AGENT_KEYS = new Set(['agent', 'lastAgent', 'assigned', 'not', 'preferred']);
const TEXT_KEYS = new Set(['name', 'about']);
/** Who: an agent's id, a person's name, or one of these words. */
const ACTORS = new Set(['caller', 'agent', 'engine', 'network', 'dialplan']);

/** So many digits at the end tell one number from another, whatever is dialled before them. */
const OWN_DIGITS = 8;
/** Shorter texts and numbers can be part of anything. */
const TELLING = 4;
const DIGIT = /\p{Nd}/gu;

type Json = unknown;
type JsonObject = Readonly<Record<string, Json>>;
type Kind = 'number' | 'agent' | 'text' | 'other';

/** Replaces numbers, agents and texts with invented ones, the same one always by the same. An invention is as long as
 * what it stands for: digits that are keyed in one by one can be replaced one by one. */
export class Inventions {
  readonly #numbers = new Map<string, string>();
  readonly #agents = new Map<string, string>();
  readonly #texts = new Map<string, string>();

  /** Learns what is to be replaced in this data. */
  learn(data: Json): void {
    eachString(data, (value, kind) => {
      if (kind === 'number') this.number(value);
      if (kind === 'agent') this.#agent(value);
    });
    // a text may name one of those
    eachString(data, (value, kind) => {
      if (kind === 'text' && !this.#agents.has(value)) this.#text(value);
    });
  }

  /** The data with inventions in it. */
  invented<T>(data: T): T {
    return mapStrings(data, (value, kind) => {
      if (kind === 'number') return this.number(value);
      if (kind === 'agent') return this.#agent(value);
      if (kind === 'text') return this.#agents.get(value) ?? this.#text(value);
      return this.#other(value);
    }) as T;
  }

  /** A number in any form: only the last digits change. */
  number(value: string): string {
    const digits = value.match(DIGIT) ?? [];
    if (digits.length < TELLING) return value === '' || digits.length > 0 ? value : this.#text(value);
    const own = digits.slice(-OWN_DIGITS).join('');
    const instead = inside(this.#numbers, own, () => newNumber(own, this.#numbers));
    let index = own.length - digits.length;
    return value.replace(DIGIT, (digit) => {
      const to = index < 0 ? digit : (instead[index] ?? digit);
      index += 1;
      return to;
    });
  }

  #agent(value: string): string {
    return inside(this.#agents, value, () => newNumber(value, this.#agents));
  }

  #text(value: string): string {
    return inside(this.#texts, value, () => `text ${this.#texts.size + 1} `.padEnd(value.length, 'x'));
  }

  /** Ids of legs and the like: numbers and agents may be part of them. */
  #other(value: string): string {
    const known = [...this.#numbers, ...[...this.#agents].filter(([id]) => hasPart(value, id))];
    return known.reduce((text, [from, to]) => text.replaceAll(from, to), value);
  }

  /** What of the original is still to be seen in the data. */
  remains(data: Json): string[] {
    const found = new Set<string>();
    eachString(data, (value, kind) => {
      const digits = (value.match(DIGIT) ?? []).join('');
      for (const own of this.#numbers.keys())
        if (kind === 'number' ? digits.endsWith(own) : value.includes(own)) found.add(own);
      for (const id of this.#agents.keys())
        if (kind === 'agent' ? value === id : hasPart(value, id)) found.add(id);
      for (const text of this.#texts.keys()) {
        const within = value.length > text.length && text.length >= TELLING && value.includes(text);
        if (within || (kind === 'text' && value === text)) found.add(text);
      }
    });
    return [...found];
  }
}

/** As long as the other, and like none that is known. */
function newNumber(like: string, known: ReadonlyMap<string, string>): string {
  const taken = new Set([...known.keys(), ...known.values()]);
  for (let n = known.size + 1; ; n += 1) {
    const made = `${'5'.repeat(like.length)}${n}`.slice(-like.length);
    if (!taken.has(made)) return made;
  }
}

/** Between characters that are neither letters nor digits. */
function hasPart(value: string, part: string): boolean {
  return value.split(/[^\p{L}\p{Nd}]+/u).includes(part);
}

function kindOf(key: string, value: string, parent: JsonObject): Kind {
  if (NUMBER_KEYS.has(key)) return 'number';
  if (AGENT_KEYS.has(key)) return 'agent';
  if (TEXT_KEYS.has(key)) return 'text';
  if (key === 'by') return ACTORS.has(value) ? 'other' : 'text';
  // of a call that arrives it is the caller's number; elsewhere a call's id
  if (key === 'from') return parent.type === 'arrived' ? 'number' : 'other';
  // in an operator's words; of an end by a rule it is the rule
  if (key === 'why') return isInWords(parent) ? 'text' : 'other';
  return 'other';
}

function isInWords(parent: JsonObject): boolean {
  return ['settle', 'cancel', 'settled', 'cancelled'].some((one) => parent.do === one || parent.is === one);
}

function mapStrings(
  data: Json,
  change: (value: string, kind: Kind) => string,
  key = '',
  parent: JsonObject = {},
): Json {
  if (typeof data === 'string') return change(data, kindOf(key, data, parent));
  if (Array.isArray(data)) return data.map((one) => mapStrings(one, change, key, parent));
  if (typeof data !== 'object' || data === null) return data;
  const object = data as JsonObject;
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, mapStrings(value, change, name, object)]),
  );
}

function eachString(data: Json, see: (value: string, kind: Kind) => void): void {
  mapStrings(data, (value, kind) => {
    see(value, kind);
    return value;
  });
}

function inside<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
