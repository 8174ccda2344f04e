const WIDTH = 110;

/** JSON as the formatter of this repository leaves it: lists on one line where they fit. */
export function jsonText(value: unknown): string {
  return `${write(value, '', 0)}\n`;
}

/** @param indent of the line that the value begins in
 * @param before columns of that line that are taken already, besides the indent */
function write(value: unknown, indent: string, before: number): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const flat = `[${value.map((item) => write(item, '', 0)).join(', ')}]`;
    const fits = !flat.includes('\n') && indent.length + before + flat.length + 1 <= WIDTH;
    if (fits) return flat;
    return `[\n${value.map((item) => inner + write(item, inner, 0)).join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, item]) => {
    const label = `${JSON.stringify(key)}: `;
    return inner + label + write(item, inner, label.length);
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
