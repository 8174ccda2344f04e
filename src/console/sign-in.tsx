import { defineComponent, ref } from 'vue';
import { ApiRefusal } from './api/ask.ts';
import { me, signIn } from './api/session.ts';
import { Field, fieldValue } from './parts/field.tsx';
import { ModalDialog } from './parts/modal.tsx';
import { refusalText } from './parts/refusal-text.ts';
import { texts } from './text/text.ts';

function whyNot(error: unknown): string {
  const { session } = texts.value;
  if (error instanceof ApiRefusal && error.status === 401) return session.wrong;
  if (error instanceof ApiRefusal && error.status === 429) return session.tooMany;
  return refusalText(error);
}

/** Name and password. */
const SignInForm = defineComponent<{ readonly name: string }>(
  (props) => {
    const name = ref(props.name);
    const password = ref('');
    const fault = ref('');
    const busy = ref(false);
    const submit = async (event: Event) => {
      event.preventDefault();
      busy.value = true;
      fault.value = '';
      try {
        await signIn(name.value.trim(), password.value);
      } catch (error) {
        password.value = '';
        fault.value = whyNot(error);
      } finally {
        busy.value = false;
      }
    };
    return () => (
      <form class="form" onSubmit={submit}>
        <Field
          label={texts.value.session.name}
          id="user-name"
          of={(id) => nameInput(id, name.value, (to) => (name.value = to))}
        />
        <Field
          label={texts.value.session.password}
          id="password"
          of={(id) => passwordInput(id, password.value, (to) => (password.value = to))}
        />
        <p class="fault" role="alert">
          {fault.value}
        </p>
        <button type="submit" class="primary" disabled={busy.value}>
          {texts.value.session.submit}
        </button>
      </form>
    );
  },
  { props: ['name'], name: 'SignInForm' },
);

type Typed = (to: string) => void;

const nameInput = (id: string, value: string, typed: Typed) => (
  <input
    id={id}
    name="username"
    autocomplete="username"
    required
    maxlength={60}
    value={value}
    onInput={(event: Event) => typed(fieldValue(event))}
  />
);

const passwordInput = (id: string, value: string, typed: Typed) => (
  <input
    id={id}
    type="password"
    name="password"
    autocomplete="current-password"
    required
    maxlength={200}
    value={value}
    onInput={(event: Event) => typed(fieldValue(event))}
  />
);

/** The page of whoever has not signed in. */
export function SignInPage() {
  return (
    <main class="sign-in">
      <h1>{texts.value.session.title}</h1>
      <SignInForm name="" />
    </main>
  );
}

/** Over the page of somebody whose session has expired: nothing of the page is lost. */
export function SignInAgain() {
  const { again, againWhy } = texts.value.session;
  return (
    <ModalDialog title={again}>
      {() => (
        <>
          {' '}
          <p>{againWhy}</p>
          <SignInForm name={me.value?.who ?? ''} />
        </>
      )}
    </ModalDialog>
  );
}
