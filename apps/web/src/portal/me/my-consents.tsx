import { listCases, listDrafts } from '@miaopi/contracts';
import { Link } from 'react-router';
import { useRead } from '../../app/api.ts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { WithdrawConsent } from './withdraw-consent.tsx';

/** The items this person has agreed to look-ups for: those of drafts and cases. */
export function MyConsents() {
  const texts = useTexts();
  const say = useSay();
  const drafts = useRead(listDrafts);
  const cases = useRead(listCases, { query: { limit: 100 } });
  const items = new Map(
    [...(drafts.data ?? []), ...(cases.data?.cases ?? [])].map((one) => [one.slug, one.itemName] as const),
  );
  if (items.size === 0) return null;
  return (
    <section className="my-consents">
      <h3>{texts.consent.mine}</h3>
      <p className="quiet">{texts.consent.mineText}</p>
      <ul className="my-list">
        {[...items].map(([slug, name]) => (
          <li key={slug}>
            <Link to={`/items/${slug}`}>{say(name)}</Link>
            <WithdrawConsent slug={slug} itemName={say(name)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
