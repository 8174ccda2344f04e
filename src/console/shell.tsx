import { computed, defineComponent, onBeforeUnmount, onMounted, ref } from 'vue';
import { connected } from './api/follow.ts';
import { lookWhoIsIn, me, signOut } from './api/session.ts';
import { sessionExpired } from './api/session-gate.ts';
import { BoardPage } from './board/board-page.tsx';
import { CustomerPage } from './customer/customer-page.tsx';
import { startClock } from './parts/now.ts';
import { type PageName, place, startRouting } from './parts/place.ts';
import { refusalText } from './parts/refusal-text.ts';
import { SignInAgain, SignInPage } from './sign-in.tsx';
import { switchLanguage, texts } from './text/text.ts';
import { WallPage } from './wall/wall-page.tsx';

/** Where somebody begins: an operator at the callbacks, others at the wall board. */
const page = computed(() => place.value.page ?? (me.value?.role === 'operator' ? 'callbacks' : 'wall'));

function LanguageButton() {
  return (
    <button
      type="button"
      class="quiet"
      lang={texts.value.language.other === 'English' ? 'en' : 'zh-CN'}
      onClick={switchLanguage}
    >
      {texts.value.language.other}
    </button>
  );
}

function PageLink(props: { readonly to: PageName; readonly text: string }) {
  return (
    <a href={`#/${props.to}`} aria-current={page.value === props.to ? 'page' : undefined}>
      {props.text}
    </a>
  );
}

function Connection() {
  const { live, lost } = texts.value.connection;
  return (
    <span role="status" class={['connection', connected.value ? 'is-live' : 'is-lost']}>
      {connected.value ? live : lost}
    </span>
  );
}

function Header(props: { readonly leave: () => void }) {
  const { nav, product, session } = texts.value;
  return (
    <header class="top">
      <strong class="brand">{product}</strong>
      <nav aria-label={nav.label}>
        <PageLink to="callbacks" text={nav.board} />
        <PageLink to="customer" text={nav.customer} />
        <PageLink to="wall" text={nav.wall} />
      </nav>
      <Connection />
      <span class="who">
        {me.value?.who} <small>{me.value ? session.role[me.value.role] : ''}</small>
      </span>
      <LanguageButton />
      <button type="button" class="quiet" onClick={props.leave}>
        {nav.signOut}
      </button>
    </header>
  );
}

function currentPage() {
  switch (page.value) {
    case 'wall':
      return <WallPage key="wall" />;
    case 'customer':
      return <CustomerPage key="customer" />;
    case 'callbacks':
      return <BoardPage key="board" />;
  }
}

/** The console: who is not signed in signs in, everybody else has a page. */
export const Shell = defineComponent(() => {
  const known = ref(false);
  const fault = ref('');
  const stops = [startClock(), startRouting()];
  const tried = async (what: () => Promise<void>) => {
    fault.value = '';
    await what().catch((error: unknown) => {
      fault.value = refusalText(error);
    });
  };
  onMounted(async () => {
    await tried(lookWhoIsIn);
    known.value = true;
  });
  onBeforeUnmount(() => {
    for (const stop of stops) stop();
  });
  const inside = () => [
    <Header leave={() => void tried(signOut)} />,
    currentPage(),
    sessionExpired.value ? <SignInAgain /> : null,
  ];
  const outside = () => [
    <header class="top">
      <strong class="brand">{texts.value.product}</strong>
      <LanguageButton />
    </header>,
    known.value ? <SignInPage /> : <main class="sign-in">{texts.value.loading}</main>,
  ];
  return () => [
    fault.value ? (
      <p class="fault banner" role="alert">
        {fault.value}
      </p>
    ) : null,
    ...(me.value ? inside() : outside()),
  ];
});
