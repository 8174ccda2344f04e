/** Fields that hold a caller's number, wherever they stand. */
const NUMBER_FIELDS = new Set(['from', 'number', 'dialled', 'customer', 'digits', 'e164', 'dial', 'digit', 'to']);
/** A number in a dial string: `PJSIP/13800138000@trunk`. */
const DIALLED = /\+?\d{7,15}(?=@)/g;

/** privacy.customer: the first three and the last two digits stay, enough to find a call by, too few to call it. */
export function maskNumber(number: string): string {
  if (number.length <= 5) return '*'.repeat(number.length);
  return `${number.slice(0, 3)}${'*'.repeat(number.length - 5)}${number.slice(-2)}`;
}

/** The same data with every caller's number masked. */
export function masked(value: unknown, field = ''): unknown {
  if (typeof value === 'string') {
    return NUMBER_FIELDS.has(field) ? maskNumber(value) : value.replace(DIALLED, maskNumber);
  }
  if (value instanceof Error) return { name: value.name, message: masked(value.message), stack: value.stack };
  if (Array.isArray(value)) return value.map((v) => masked(v, field));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, masked(v, k)]));
}
