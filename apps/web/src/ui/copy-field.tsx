import { useRef, useState } from 'react';
import { Button, Field } from './kit.tsx';

/** A value to be taken elsewhere, such as a key that is told once. */
export function CopyField(props: { label: string; value: string; words: { copy: string; copied: string } }) {
  const { label, value, words } = props;
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  async function copy() {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // no clipboard for this page: the text stands selected, to be copied with the keyboard
    }
  }
  return (
    <Field label={label}>
      {(c) => (
        <div className="copy-field">
          <input {...c} ref={input} className="input input--code" readOnly value={value} />
          <Button icon={copied ? 'check' : 'copy'} onClick={() => copy()} aria-label={`${words.copy} ${label}`}>
            {copied ? words.copied : words.copy}
          </Button>
        </div>
      )}
    </Field>
  );
}
