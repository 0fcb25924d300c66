import { useState } from 'react';
import { useTexts } from '../texts/lang.tsx';
import { Button } from './kit.tsx';

interface Props {
  readonly src: string;
  /** Empty when said elsewhere on the page. */
  readonly alt: string;
  readonly className?: string;
}

/** A picture that the server draws when asked for: its place is kept while it is drawn, and what can't be had is said and asked for again. */
export function Picture(props: Props) {
  return <Asked key={props.src} {...props} />;
}

function Asked({ src, alt, className }: Props) {
  const texts = useTexts();
  const [state, setState] = useState<'loading' | 'there' | 'failed'>('loading');
  if (state === 'failed')
    // one without words stands in a button or beside the same picture: its empty place says enough
    return alt === '' ? (
      <span className="skeleton skeleton--paper" />
    ) : (
      <span className="picture-failed" role="alert">
        <span>{texts.common.noPicture}</span>
        <Button onClick={() => setState('loading')}>{texts.common.retry}</Button>
      </span>
    );
  return (
    <>
      {state === 'loading' && (
        <span className="skeleton skeleton--paper">
          <span className="visually-hidden">{texts.common.loading}</span>
        </span>
      )}
      <img
        src={src}
        alt={alt}
        className={state === 'loading' ? 'picture-coming' : className}
        onLoad={() => setState('there')}
        onError={() => setState('failed')}
      />
    </>
  );
}
