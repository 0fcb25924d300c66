import { type ReactNode, useEffect, useState } from 'react';
import { Button, Field } from '../../ui/kit.tsx';
import './ask-line.css';

/** The line above a list: what narrows it, the words one looks for, and what stands after the button. Emptying the words shows all again. */
export function AskLine(props: {
  readonly label: string;
  readonly go: string;
  /** What was asked for, as the address has it. */
  readonly asked: string;
  readonly ask: (words: string) => void;
  readonly longest?: number;
  readonly children?: ReactNode;
  readonly after?: ReactNode;
}) {
  const { asked, ask } = props;
  const [typed, setTyped] = useState(asked);
  useEffect(() => setTyped(asked), [asked]);
  return (
    <form
      className="ask-line"
      onSubmit={(event) => {
        event.preventDefault();
        ask(typed.trim());
      }}
    >
      {props.children}
      <Field label={props.label}>
        {(c) => (
          <input
            {...c}
            type="search"
            className="input"
            maxLength={props.longest ?? 60}
            value={typed}
            onChange={(e) => {
              setTyped(e.target.value);
              if (!e.target.value) ask('');
            }}
          />
        )}
      </Field>
      <Button type="submit" icon="search">
        {props.go}
      </Button>
      {props.after}
    </form>
  );
}
