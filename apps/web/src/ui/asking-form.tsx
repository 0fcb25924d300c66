import { type FormEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { formatDate } from '../texts/format.ts';
import { useLang, useTexts } from '../texts/lang.tsx';
import { type Fault, FaultsContext, type FaultWords, faultsIn } from './faults.ts';
import type { IconName } from './icon.tsx';
import { Button, Notice } from './kit.tsx';
import { Failure } from './states.tsx';

interface Asking {
  /** Sentences on what else is wanted, beyond what the controls say of themselves. */
  readonly wants?: readonly (string | false | undefined)[];
  /** Called whenever it is to be sent, with gaps or without. */
  readonly onTry?: () => void;
  /** Nothing is missing: it is sent. */
  readonly onSend: () => void;
  readonly busy?: boolean;
  readonly children: ReactNode;
}

/** A control that the page itself marked as wrong; of several to choose from, the first. */
const MARKED = '[aria-invalid="true"], fieldset.field--error :is(input, select, textarea, button)';

/**
 * A form that can always be sent, and says what is still missing: at each field, and in a list on top of it when there is more than one. What is missing is
 * read from the controls (`faultsIn`). The focus goes to the first of them. Ctrl+Enter sends as well.
 */
export function AskingForm({
  wants = [],
  onTry,
  onSend,
  busy,
  children,
  className = 'stack',
  labelledBy,
}: Asking & { readonly className?: string; readonly labelledBy?: string }) {
  const words = useFaultWords();
  const { faults: texts } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const summary = useRef<HTMLElement>(null);
  const [tried, setTried] = useState(false);
  const [found, setFound] = useState<readonly Fault[]>([]);
  const further = tried ? wants.filter((one): one is string => Boolean(one)) : [];
  const byId = useMemo(() => new Map(found.map((fault) => [fault.control.id, fault.text])), [found]);
  const inFields = found.every(({ control }) => control.closest('.field--error, .field, .seen-row') && control.id);
  const listed = found.length + further.length;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (busy || !form.current) return;
    onTry?.();
    const faults = faultsIn(form.current, words);
    const open = wants.some(Boolean);
    setFound(faults);
    setTried(faults.length > 0 || open);
    if (faults.length === 0 && !open) {
      onSend();
      return;
    }
    requestAnimationFrame(() => {
      const first = firstOf(faults[0]?.control, form.current?.querySelector(MARKED)) ?? summary.current;
      first?.focus();
      // with its label and what is wrong, not the control alone
      first?.closest('.field, .seen-row')?.scrollIntoView({ block: 'nearest' });
    });
  }
  /** What was said is taken back as soon as it is mended, by hand or by a device; what begins to be wrong waits for the next try. */
  function again(): void {
    if (found.length === 0 || !form.current) return;
    const now = faultsIn(form.current, words);
    const left = found.flatMap((old) => now.find((one) => one.control === old.control) ?? []);
    if (left.length < found.length || left.some((one, n) => one.text !== found[n]?.text)) setFound(left);
  }
  // after every drawing: what was written is in the controls by then
  useEffect(again);
  return (
    <FaultsContext value={byId}>
      <form
        ref={form}
        noValidate
        className={className}
        aria-labelledby={labelledBy}
        onSubmit={submit}
        // a field that keeps what is written draws only itself
        onChange={() => requestAnimationFrame(again)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
          event.preventDefault();
          form.current?.requestSubmit();
        }}
      >
        {(further.length > 0 || listed > 1 || (listed === 1 && !inFields)) && (
          <section ref={summary} tabIndex={-1} aria-label={texts.title(listed)}>
            <Notice tone="danger" title={texts.title(listed)}>
              <ul className="bullets">
                {found.map(({ control, text }, n) => (
                  <li key={control.id || control.name || n}>
                    <a
                      href={`#${control.id}`}
                      onClick={(event) => {
                        event.preventDefault();
                        control.focus();
                      }}
                    >
                      {text}
                    </a>
                  </li>
                ))}
                {further.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </Notice>
          </section>
        )}
        {children}
      </form>
    </FaultsContext>
  );
}

/** The one that stands first on the page. */
function firstOf(one: HTMLElement | undefined, other: Element | null | undefined): HTMLElement | undefined {
  if (!(other instanceof HTMLElement)) return one;
  return one && one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? one : other;
}

/** What stands in a dialog that asks for something: its fields, what went wrong, the act itself and the way out. */
export function DialogForm(
  props: Asking & {
    readonly label: ReactNode;
    readonly kind?: 'primary' | 'danger';
    readonly icon?: IconName;
    /** What went wrong when it was sent. */
    readonly trouble?: unknown;
    /** The way out, where “cancel” is not the word. */
    readonly back?: string;
    readonly onClose: () => void;
  },
) {
  const { label, kind, icon, trouble, back, onClose, children, ...asking } = props;
  const texts = useTexts();
  const failure = useRef<HTMLDivElement>(null);
  // in a dialog longer than the window it would come below the buttons, where nobody looks
  useEffect(() => {
    if (trouble !== undefined) failure.current?.scrollIntoView({ block: 'nearest' });
  }, [trouble]);
  return (
    <AskingForm {...asking}>
      {children}
      {trouble !== undefined && (
        <div ref={failure}>
          <Failure error={trouble} />
        </div>
      )}
      <p role="status" className="visually-hidden">
        {asking.busy && texts.common.working}
      </p>
      <div className="button-row">
        <Button type="submit" kind={kind ?? 'primary'} icon={icon} busy={asking.busy === true}>
          {label}
        </Button>
        <Button kind="text" onClick={onClose}>
          {back ?? texts.common.cancel}
        </Button>
      </div>
    </AskingForm>
  );
}

function useFaultWords(): FaultWords {
  const { faults } = useTexts();
  const { lang } = useLang();
  return {
    ...faults,
    notBefore: (label, day) => faults.notBefore(label, formatDate(day, lang)),
    notAfter: (label, day) => faults.notAfter(label, formatDate(day, lang)),
  };
}
