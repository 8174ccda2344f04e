import { defineComponent, onBeforeUnmount, onMounted, ref, useId } from 'vue';
import { texts } from '../text/text.ts';

interface ModalProps {
  readonly title: string;
  /** Absent where it cannot be closed. */
  readonly leave?: (() => void) | undefined;
}

/** A dialog over the page: it takes the focus, and gives it back. */
export const ModalDialog = defineComponent<ModalProps>(
  (props, { slots }) => {
    const element = ref<HTMLDialogElement | null>(null);
    const before = document.activeElement;
    const title = useId();
    onMounted(() => {
      element.value?.showModal();
      const first = element.value?.querySelector('form :is(input, select, textarea)');
      if (first instanceof HTMLElement) first.focus();
    });
    onBeforeUnmount(() => {
      element.value?.close();
      if (before instanceof HTMLElement) before.focus();
    });
    const leave = (event: Event) => {
      event.preventDefault();
      props.leave?.();
    };
    // a browser closes it at a second Esc, whatever the page says
    const stay = () => {
      if (!props.leave && element.value?.isConnected) element.value.showModal();
    };
    return () => (
      <dialog ref={element} class="modal" aria-labelledby={title} onCancel={leave} onClose={stay}>
        <header class="modal-head">
          <h2 id={title}>{props.title}</h2>
          {props.leave ? (
            <button type="button" class="quiet" aria-label={texts.value.close} onClick={leave}>
              ✕
            </button>
          ) : null}
        </header>
        {slots.default?.()}
      </dialog>
    );
  },
  { props: ['title', 'leave'], name: 'ModalDialog' },
);
