import { listSignings, type SigningSummary } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { ButtonLink, Empty, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useSigningTexts } from './signing-texts.ts';

/** Documents that wait for my signature, then those I began or signed. */
export function MySignings() {
  const t = useSigningTexts();
  const signings = useRead(listSignings, {}, { staleTime: 0 });
  return (
    <Loaded query={signings} shape="list">
      {(data) => {
        const waiting = data.filter((one) => one.due);
        const others = data.filter((one) => !one.due);
        if (data.length === 0) return <Empty icon="pencil" title={t.none} text={t.noneText} />;
        return (
          <>
            {waiting.length > 0 && <Group title={t.waiting} rows={waiting} />}
            {others.length > 0 && <Group title={t.others} rows={others} />}
          </>
        );
      }}
    </Loaded>
  );
}

function Group({ title, rows }: { title: string; rows: readonly SigningSummary[] }) {
  const t = useSigningTexts();
  const say = useSay();
  const { lang } = useLang();
  return (
    <section className="my-group">
      <h3>{title}</h3>
      <ul className="my-list">
        {rows.map((one) => (
          <li key={one.id}>
            <div>
              <p className="my-list__name">
                <strong>{say(one.title)}</strong>
                <SigningStateTag state={String(one.state)} name={say(one.stateName)} />
              </p>
              <p className="quiet tabular">
                {say(one.itemName)} · {t.from(one.initiator)} · {t.progress(one.signed, one.parties)} ·{' '}
                {one.endedAt ? t.ended(formatDate(one.endedAt, lang)) : t.until(formatDate(one.deadline, lang))}
              </p>
            </div>
            <ButtonLink to={`/signings/${one.id}`} kind={one.due ? 'primary' : 'plain'}>
              {one.due ? t.open : t.look}
              <span className="visually-hidden"> {say(one.title)}</span>
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function SigningStateTag({ state, name }: { state: string; name: string }) {
  const tone =
    state === 'complete' || state === 'signed'
      ? 'ok'
      : state === 'declined'
        ? 'danger'
        : state === 'open'
          ? 'primary'
          : 'plain';
  const icon = tone === 'ok' ? 'check' : tone === 'danger' ? 'cross' : 'clock';
  return (
    <Tag tone={tone} icon={icon}>
      {name}
    </Tag>
  );
}
