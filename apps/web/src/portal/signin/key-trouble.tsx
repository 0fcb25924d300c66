import { useLang } from '../../texts/lang.tsx';
import { Notice } from '../../ui/kit.tsx';
import { KEY } from './key-texts.ts';
import type { KeyError } from './ukey-bridge.ts';

/** Why the key on this computer did not do it, and what to do. */
export function KeyTrouble({ error }: { error: KeyError }) {
  const { lang } = useLang();
  const t = KEY[lang];
  return (
    <Notice
      tone="waiting"
      title={error.trouble === 'wrong-pin' ? t.wrongPin(error.left) : t.trouble[error.trouble]}
      live="alert"
    >
      {error.trouble !== 'wrong-pin' && <p>{t.troubleText[error.trouble]}</p>}
    </Notice>
  );
}
