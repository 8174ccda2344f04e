/** The columns of docs/admin/standards.md that explain a key. */
const EXPLAINING = ['what it says', 'what it is', 'parameters'];

/** What the tables of a page say of each key that they name in their first column: so that an editor shows the words of
 * the documentation, and there is one place to change them. */
export function explanationsIn(page: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let column = -1;
  for (const line of page.split('\n')) {
    if (!line.startsWith('|')) {
      column = -1;
      continue;
    }
    const cells = line.split('|').map((cell) => cell.trim());
    if (column < 0) column = cells.findIndex((cell) => EXPLAINING.includes(cell));
    for (const [, key = ''] of (cells[1] ?? '').matchAll(/`([^`]+)`/g)) {
      const text = (cells[column] ?? '').replaceAll('`', '');
      if (text !== '') found.set(key.replace(/: true$/, ''), text);
    }
  }
  return found;
}
