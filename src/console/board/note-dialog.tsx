import { defineComponent, ref } from 'vue';
import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import { Field, fieldValue } from '../parts/field.tsx';
import { ModalDialog } from '../parts/modal.tsx';
import { refusalText } from '../parts/refusal-text.ts';
import { texts } from '../text/text.ts';
import { DialogButtons, Targets } from './order-dialog.tsx';
import { writeNote } from './orders.ts';

interface NoteProps {
  readonly callback: Pick<CallbackAnswer, 'id' | 'number' | 'name' | 'about'>;
  /** Is given what is to be said of it, where it is done. */
  readonly leave: (said: string | null) => void;
}

/** As long as the API takes it. */
const LONGEST = 1000;

/** A note on a callback. What has been typed stays until it is kept. */
export const NoteDialog = defineComponent<NoteProps>(
  (props) => {
    const text = ref('');
    const fault = ref('');
    const busy = ref(false);
    const write = async () => {
      await writeNote(props.callback.id, text.value);
      props.leave(texts.value.notes.written);
    };
    const submit = async (event: Event) => {
      event.preventDefault();
      if (busy.value) return;
      busy.value = true;
      fault.value = '';
      await write().catch((error: unknown) => {
        fault.value = refusalText(error);
      });
      busy.value = false;
    };
    const input = (id: string) => (
      <textarea
        id={id}
        rows={5}
        maxlength={LONGEST}
        required
        value={text.value}
        onInput={(event: Event) => (text.value = fieldValue(event).replaceAll('\n', ' '))}
        onKeydown={(event: KeyboardEvent) => {
          if (event.key !== 'Enter' || event.isComposing) return;
          event.preventDefault();
          (event.target as HTMLTextAreaElement).form?.requestSubmit();
        }}
      />
    );
    return () => {
      const { notes } = texts.value;
      return (
        <ModalDialog title={notes.write} leave={() => props.leave(null)}>
          {() => (
            <form class="form" onSubmit={submit}>
              <Targets callbacks={[props.callback]} />
              <Field label={notes.text} id="note" of={input} />
              <p class="fault" role="alert">
                {fault.value}
              </p>
              <DialogButtons busy={busy.value} submit={notes.keep} leave={() => props.leave(null)} />
            </form>
          )}
        </ModalDialog>
      );
    };
  },
  { props: ['callback', 'leave'], name: 'NoteDialog' },
);
