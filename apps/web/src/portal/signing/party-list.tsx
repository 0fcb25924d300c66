import type { SigningView } from '@miaopi/contracts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Tag } from '../../ui/kit.tsx';
import { SigningStateTag } from './my-signings.tsx';
import { useSigningTexts } from './signing-texts.ts';

export function PartyList({ view }: { view: SigningView }) {
  const t = useSigningTexts();
  const say = useSay();
  const { lang } = useLang();
  return (
    <ol className="party-list">
      {view.parties.map((p) => (
        <li key={p.id}>
          <Icon name={String(p.kind) === 'firm' ? 'firm' : 'user'} />
          <div>
            <p className="my-list__name">
              <strong>{p.name}</strong>
              {p.me && <Tag tone="primary">{t.you}</Tag>}
              <SigningStateTag state={String(p.state)} name={say(p.stateName)} />
            </p>
            <p className="quiet tabular">
              {say(p.role)} · {p.number}
            </p>
            {p.signedAt && (
              <p className="quiet tabular">
                {t.signedAt} {formatInstant(p.signedAt, lang)}
                {p.signedBy && ` · ${t.by(p.signedBy)}`}
              </p>
            )}
            {p.reason && <p className="quiet">{p.reason}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
