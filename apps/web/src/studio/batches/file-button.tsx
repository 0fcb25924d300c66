import { useRef } from 'react';
import { Button } from '../../ui/kit.tsx';

/** A button that asks for a file and hands it over; the same file can be chosen again. */
export function FileButton(props: {
  label: string;
  accept: string;
  primary?: boolean;
  busy: boolean;
  onFile: (file: { name: string; data: Blob }) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-label={props.label}
        accept={props.accept}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) props.onFile({ name: file.name, data: file });
        }}
      />
      <Button
        kind={props.primary ? 'primary' : 'plain'}
        icon="upload"
        busy={props.busy}
        onClick={() => input.current?.click()}
      >
        {props.label}
      </Button>
    </>
  );
}
