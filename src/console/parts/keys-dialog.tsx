import { texts } from '../text/text.ts';
import { ModalDialog } from './modal.tsx';
import { setSingleKeys, singleKeys } from './shortcuts.ts';

/** Which key does what. */
export function KeysDialog(props: { readonly leave: () => void }) {
  const { title, rows, on } = texts.value.keys;
  return (
    <ModalDialog title={title} leave={props.leave}>
      {() => (
        <>
          {' '}
          <table class="small keys">
            <tbody>
              {rows.map(([key, what]) => (
                <tr key={key}>
                  <th scope="row">
                    <kbd>{key}</kbd>
                  </th>
                  <td>{what}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <label class="check">
            <input
              type="checkbox"
              checked={singleKeys.value}
              onChange={(event: Event) => setSingleKeys((event.target as HTMLInputElement).checked)}
            />
            {on}
          </label>
        </>
      )}
    </ModalDialog>
  );
}
