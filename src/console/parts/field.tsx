import type { VNodeChild } from 'vue';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  /** The id of the field in the page. */
  readonly id: string;
  readonly of: (id: string) => VNodeChild;
}

/** A label with what it is the label of. */
export function Field({ label, hint, id, of }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {of(id)}
      {hint ? <small class="hint">{hint}</small> : null}
    </div>
  );
}

/** What was typed or chosen. */
export function fieldValue(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly pick: (value: string) => void;
}

/** A list to choose one of. */
export function Choice({ label, value, options, pick }: ChoiceProps) {
  return (
    <label class="choice">
      <span>{label}</span>
      <select value={value} onChange={(event: Event) => pick(fieldValue(event))}>
        {options.map(([of, text]) => (
          <option key={of} value={of} selected={of === value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
