import {
  type ButtonHTMLAttributes,
  type MouseEvent,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { Link, type LinkProps } from 'react-router';
import { FaultsContext } from './faults.ts';
import { Icon, type IconName } from './icon.tsx';

type Look = 'primary' | 'plain' | 'text' | 'danger';

function look(kind: Look, size?: 'large' | 'wide', className?: string): string {
  return ['button', `button--${kind}`, size && `button--${size}`, className].filter(Boolean).join(' ');
}

/** What a press does. Answers it with a promise, the button is under way until that one is settled. */
type Press = (event: MouseEvent<HTMLButtonElement>) => unknown;

/**
 * A press that takes time: what begins is told by `aria-busy`, and no second press is taken before it has ended.
 * @param busy something this button belongs to is under way, begun by whatever button
 * @param submits it sends the form around, whose own business `busy` is
 * @returns whether this button began it, and what goes to the `<button>`
 */
export function usePress(press: Press | undefined, busy = false, submits = false) {
  const pressed = useRef(false);
  const awaited = useRef(false);
  const [pending, setPending] = useState(false);
  useEffect(() => {
    if (!busy) pressed.current = false;
  }, [busy]);
  const began = pending || (busy && (pressed.current || submits));
  function onClick(event: MouseEvent<HTMLButtonElement>): void {
    if (busy || awaited.current) {
      event.preventDefault();
      return;
    }
    pressed.current = true;
    const answer = press?.(event);
    if (!(answer instanceof Promise)) return;
    awaited.current = true;
    setPending(true);
    void answer.finally(() => {
      awaited.current = false;
      setPending(false);
    });
  }
  return {
    began,
    pressing: {
      ...(busy || pending ? { 'aria-disabled': true as const } : {}),
      ...(began ? { 'aria-busy': true as const } : {}),
      onClick,
    },
  };
}

/**
 * With `busy`, or while what `onClick` promised is not there, it takes no second press and keeps the focus; the one of several that was pressed shows that what
 * it began is under way.
 */
export function Button({
  kind = 'plain',
  size,
  icon,
  busy,
  onClick,
  children,
  className,
  ...rest
}: Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick'> & {
  kind?: Look;
  size?: 'large' | 'wide';
  icon?: IconName;
  busy?: boolean;
  onClick?: Press | undefined;
}) {
  const { began, pressing } = usePress(onClick, busy, rest.type === 'submit');
  return (
    <button type="button" {...rest} {...pressing} className={look(kind, size, className)}>
      {began ? <span className={icon ? 'turning' : 'turning turning--beside'} /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export function ButtonLink({
  kind = 'plain',
  size,
  icon,
  children,
  className,
  ...rest
}: LinkProps & { kind?: Look; size?: 'large' | 'wide'; icon?: IconName }) {
  return (
    <Link {...rest} className={look(kind, size, className)}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  );
}

/** A link that the server answers, such as a file. */
export function FileLink(props: {
  href: string;
  kind?: Look;
  icon?: IconName;
  children: ReactNode;
  download?: boolean | string;
}) {
  return (
    <a href={props.href} className={look(props.kind ?? 'plain')} download={props.download ?? true}>
      <Icon name={props.icon ?? 'download'} />
      {props.children}
    </a>
  );
}

/** A pause for those who listen, between pieces of a line that only room parts: a number and the time behind it would be read as one number. */
export function Pause() {
  return <span className="visually-hidden">, </span>;
}

export type Tone = 'plain' | 'primary' | 'ok' | 'waiting' | 'danger';

export function Tag({ tone = 'plain', icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`tag tag--${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}

const NOTICE_ICON = {
  info: 'info',
  ok: 'check-circle',
  waiting: 'clock',
  danger: 'warn',
  unknown: 'question',
} as const;

/** A message that stands in the page. With `live`, read out when it appears. */
export function Notice(props: {
  tone?: keyof typeof NOTICE_ICON;
  title?: ReactNode;
  icon?: IconName;
  live?: 'polite' | 'alert';
  children?: ReactNode;
  id?: string;
}) {
  const tone = props.tone ?? 'info';
  return (
    <div
      className={`notice notice--${tone}`}
      id={props.id}
      role={props.live === 'alert' ? 'alert' : props.live ? 'status' : undefined}
    >
      <Icon name={props.icon ?? NOTICE_ICON[tone]} />
      <div className="notice__body">
        {props.title && <h2>{props.title}</h2>}
        {props.children}
      </div>
    </div>
  );
}

/** Label, hint, control and error as one, tied together for assistive technology. The error is the one given, or what the form around found (`AskingForm`). */
export function Field(props: {
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  optional?: string;
  id?: string;
  tag?: ReactNode;
  className?: string;
  children: (control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
}) {
  const made = useId();
  const id = props.id ?? made;
  const faults = useContext(FaultsContext);
  const error = props.error ?? faults.get(id);
  const described = [props.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={`field${error ? ' field--error' : ''}${props.className ? ` ${props.className}` : ''}`}>
      <div className="field__top">
        <label className="field__label" htmlFor={id}>
          {props.label}
          {props.optional && <span className="field__optional"> {props.optional}</span>}
        </label>
        {props.tag}
      </div>
      {props.hint && (
        <p className="field__hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <FieldError id={`${id}-error`} {...(error ? { error } : {})} />
      {props.children({
        id,
        ...(described ? { 'aria-describedby': described } : {}),
        ...(error ? { 'aria-invalid': true as const } : {}),
      })}
    </div>
  );
}

/** What is wrong with a control, for those that stand in no `Field`: they name it by `aria-describedby`. */
export function FieldError(props: { id?: string; error?: string; live?: 'alert' }) {
  if (!props.error) return null;
  return (
    <p className="field__error" id={props.id} role={props.live}>
      <Icon name="warn" />
      {props.error}
    </p>
  );
}

/** What the form around found wrong with a choice of several, whose first control has this id: said above them. */
export function ChoiceError(props: { of: string }) {
  const error = useContext(FaultsContext).get(props.of);
  return <FieldError live="alert" {...(error ? { error } : {})} />;
}

export function More(props: { summary: ReactNode; open?: boolean; children: ReactNode; className?: string }) {
  return (
    <details className={`more${props.className ? ` ${props.className}` : ''}`} open={props.open}>
      <summary>
        <Icon name="next" className="icon--turn" />
        {props.summary}
      </summary>
      <div className="more__body">{props.children}</div>
    </details>
  );
}

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), summary';

/**
 * A dialog that opens before what it asks has been read has nothing to focus but itself. Its first field gets the focus when it comes, unless something to be
 * read first can be focused before it, or the person has begun to do something.
 * @returns ends the waiting
 */
function focusWhenItComes(dialog: HTMLDialogElement): () => void {
  const watch = new MutationObserver(() => {
    const now = document.activeElement;
    if (now !== dialog && now !== document.body) return stop();
    const first = dialog.querySelector<HTMLElement>(FOCUSABLE);
    if (!first?.matches('input, select, textarea')) return;
    stop();
    first.focus();
  });
  function stop(): void {
    watch.disconnect();
    dialog.removeEventListener('keydown', stop);
    dialog.removeEventListener('pointerdown', stop);
  }
  if (document.activeElement !== dialog) return stop;
  watch.observe(dialog, { childList: true, subtree: true });
  dialog.addEventListener('keydown', stop);
  dialog.addEventListener('pointerdown', stop);
  return stop;
}

/** A dialog over the page; Escape closes it when `onClose` is given. */
export function Dialog(props: { title: string; onClose?: () => void; children: ReactNode; wide?: boolean }) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  const { onClose } = props;
  // Closed while it still stands in the page, it gives the focus back to what opened it.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (!dialog.open) dialog.showModal();
    // its buttons are always in sight: the focus on one of them is no reason to begin in the middle of what is to be read before
    if (document.activeElement?.closest('.button-row')) dialog.scrollTop = 0;
    const stop = focusWhenItComes(dialog);
    return () => {
      stop();
      dialog.close();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={props.wide ? 'dialog dialog--wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      <div className="dialog__inner">
        <h2 id={id}>{props.title}</h2>
        {props.children}
      </div>
    </dialog>
  );
}

export function Empty(props: { icon: IconName; title: string; text?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={props.icon} />
      <h2>{props.title}</h2>
      {props.text && <p className="quiet">{props.text}</p>}
      {props.children}
    </div>
  );
}
