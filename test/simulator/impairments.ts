/** Times at which something that the engine relies on was impaired, in monotonic ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How long after a fault the engine may take until every call is where its standard says it is: the time to control. */
export const CONTROL_MS = 3000;

/** Keeps account of faults that keep the engine from keeping its promises. */
export class Impairments {
  readonly #past: Span[] = [];
  readonly #open = new Map<number, number>();
  readonly #now: () => number;
  #made = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Returns how to end it. */
  begin(): () => void {
    this.#made += 1;
    const id = this.#made;
    this.#open.set(id, this.#now());
    return () => {
      const from = this.#open.get(id);
      if (from === undefined) return;
      this.#open.delete(id);
      this.#past.push({ from, to: this.#now() });
    };
  }

  get any(): boolean {
    return this.#open.size > 0;
  }

  /** A fault of one moment. */
  note(): void {
    this.begin()();
  }

  /** The parts of this time in which nothing was impaired and the time to control was over. */
  controlled({ from, to }: Span, controlMs = CONTROL_MS): Span[] {
    const open = [...this.#open.values()].map((since) => ({ from: since, to: this.#now() }));
    let left: Span[] = [{ from, to }];
    for (const one of [...this.#past, ...open]) {
      const end = one.to + controlMs;
      if (end <= from || one.from >= to) continue;
      left = left.flatMap((span) => without(span, { from: one.from, to: end }));
    }
    return left;
  }
}

export function without(span: Span, cut: Span): Span[] {
  if (cut.to <= span.from || cut.from >= span.to) return [span];
  const parts = [
    { from: span.from, to: cut.from },
    { from: cut.to, to: span.to },
  ];
  return parts.filter((part) => part.to > part.from);
}
