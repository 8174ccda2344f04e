import { defineComponent, reactive, ref } from 'vue';
import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import { askApi } from '../api/ask.ts';
import { agentChoices, me } from '../api/session.ts';
import { Choice, Field, fieldValue } from '../parts/field.tsx';
import { ModalDialog } from '../parts/modal.tsx';
import { refusalText } from '../parts/refusal-text.ts';
import { timeOfField, zoneName } from '../parts/times.ts';
import { texts } from '../text/text.ts';
import { DialogButtons } from './order-dialog.tsx';

interface AddProps {
  readonly put: (callback: CallbackAnswer) => void;
  /** Is given what is to be said of it, where it is done. */
  readonly leave: (said: string | null) => void;
}

/** What has been typed. */
interface AddDraft {
  line: string;
  number: string;
  name: string;
  about: string;
  due: string;
  language: string;
  agent: string;
}

type TextField = 'number' | 'name' | 'about';

const MOST: Readonly<Record<TextField, number>> = { number: 60, name: 100, about: 500 };

function bodyOf({ line, number, due, ...others }: AddDraft): Record<string, string> {
  const said = Object.entries(others).map(([key, value]) => [key, value.trim()]);
  return {
    ...{ line, number: number.trim() },
    ...Object.fromEntries(said.filter(([, value]) => value !== '')),
    ...(due === '' ? {} : { due: timeOfField(due) }),
  };
}

/** One that is sent again after a lost answer is the same request. */
function requestKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

function TextInput({ draft, name }: { readonly draft: AddDraft; readonly name: TextField }) {
  return (
    <Field
      label={texts.value.add[name]}
      id={`add-${name}`}
      of={(id) => (
        <input
          id={id}
          name={name}
          required={name === 'number'}
          inputmode={name === 'number' ? 'tel' : undefined}
          autocomplete="off"
          maxlength={MOST[name]}
          value={draft[name]}
          onInput={(event: Event) => (draft[name] = fieldValue(event))}
        />
      )}
    />
  );
}

function Choices({ draft }: { readonly draft: AddDraft }) {
  const { add, languages, orders } = texts.value;
  return (
    <>
      <Choice
        label={add.language}
        value={draft.language}
        options={[['', add.lineLanguage], ...Object.entries(languages)]}
        pick={(to) => (draft.language = to)}
      />
      <Choice
        label={add.agent}
        value={draft.agent}
        options={[['', orders.anybody], ...agentChoices()]}
        pick={(to) => (draft.agent = to)}
      />
    </>
  );
}

function AddFields({ draft }: { readonly draft: AddDraft }) {
  const { add, orders } = texts.value;
  const lines = (me.value?.lines ?? []).map(({ number }) => [number, number] as const);
  const due = (id: string) => (
    <input
      id={id}
      type="datetime-local"
      value={draft.due}
      onInput={(event: Event) => (draft.due = fieldValue(event))}
    />
  );
  return (
    <>
      <TextInput draft={draft} name="number" />
      <Choice label={add.line} value={draft.line} options={lines} pick={(to) => (draft.line = to)} />
      <TextInput draft={draft} name="name" />
      <TextInput draft={draft} name="about" />
      <Field label={add.due} hint={orders.zone(zoneName())} id="add-due" of={due} />
      <Choices draft={draft} />
    </>
  );
}

/** A callback that somebody asks for. */
export const AddDialog = defineComponent<AddProps>(
  (props) => {
    const draft = reactive<AddDraft>({
      ...{ line: me.value?.lines[0]?.number ?? '', number: '', name: '', about: '' },
      ...{ due: '', language: '', agent: '' },
    });
    const fault = ref('');
    const busy = ref(false);
    let key = requestKey();
    let sent = '';
    const add = async () => {
      const body = bodyOf(draft);
      // what has been changed is another request
      if (sent !== '' && sent !== JSON.stringify(body)) key = requestKey();
      sent = JSON.stringify(body);
      const headers = { 'idempotency-key': key };
      const question = { method: 'POST', body, headers } as const;
      const done = await askApi<{ callback: CallbackAnswer; joined: boolean }>('/v1/callbacks', question);
      props.put(done.callback);
      props.leave(done.joined ? texts.value.add.joined : texts.value.add.added);
    };
    const submit = async (event: Event) => {
      event.preventDefault();
      if (busy.value) return;
      busy.value = true;
      fault.value = '';
      await add().catch((error: unknown) => {
        fault.value = refusalText(error);
      });
      busy.value = false;
    };
    return () => (
      <ModalDialog title={texts.value.add.title} leave={() => props.leave(null)}>
        {() => (
          <form class="form" onSubmit={submit}>
            <AddFields draft={draft} />
            <p class="fault" role="alert">
              {fault.value}
            </p>
            <DialogButtons
              busy={busy.value}
              submit={texts.value.add.submit}
              leave={() => props.leave(null)}
            />
          </form>
        )}
      </ModalDialog>
    );
  },
  { props: ['put', 'leave'], name: 'AddDialog' },
);
