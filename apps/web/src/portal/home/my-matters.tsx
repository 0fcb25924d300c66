import { listCases, listDrafts, listLicences } from '@miaopi/contracts';
import { Link } from 'react-router';
import { type MeValue, useRead } from '../../app/api.ts';
import { formatDate, formatInstant } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { CaseStateTag } from '../cases/state-tag.tsx';

const SOON = 90 * 86_400_000;

/** Signed in, the first thing is mine: what waits for me, what I hold, what expires. */
export function MyMatters({ me }: { me: MeValue }) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const drafts = useRead(listDrafts);
  const cases = useRead(listCases, { query: { limit: 3 } });
  const licences = useRead(listLicences);
  const held = (licences.data ?? []).filter((one) => one.state === 'valid');
  const expiring = held.filter((one) => one.validTo && Date.parse(one.validTo) - Date.now() < SOON);
  const open = (cases.data?.cases ?? []).filter((one) => !['closed', 'granted', 'refused'].includes(String(one.state)));
  const nothing = (drafts.data?.length ?? 0) + open.length === 0;
  return (
    <section className="mine card" aria-labelledby="mine">
      <h2 id="mine">{texts.home.mine(me.actingFor?.kind === 'firm' ? me.actingFor.name : me.name)}</h2>
      <div className="mine__columns">
        <div>
          <h3>{texts.home.waitsForMe}</h3>
          {nothing && <p className="quiet">{texts.home.nothingWaiting}</p>}
          <ul className="stack stack--tight">
            {open.slice(0, 3).map((one) => (
              <li key={one.id} className="mine__row">
                <Link to={`/cases/${one.id}`}>{say(one.itemName)}</Link>
                <CaseStateTag state={String(one.state)} name={say(one.stateName)} />
              </li>
            ))}
            {drafts.data?.slice(0, 3).map((draft) => (
              <li key={draft.id} className="mine__row">
                <Link to={`/items/${draft.slug}/apply`}>{say(draft.itemName)}</Link>
                <span className="quiet">
                  {texts.me.tabs.drafts} · {texts.me.savedAt(formatInstant(draft.savedAt, lang))}
                </span>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h3>{texts.home.hold}</h3>
          <ul className="stack stack--tight">
            {held.slice(0, 3).map((one) => (
              <li key={one.id} className="mine__row">
                <Link to={`/licences/${one.id}`}>{say(one.name)}</Link>
                {expiring.includes(one) && one.validTo ? (
                  <span className="mine__expires">
                    <Icon name="clock" />
                    {texts.licence.expires(formatDate(one.validTo, lang))}
                  </span>
                ) : null}
              </li>
            ))}
          </ul>
          {held.length === 0 && <p className="quiet">{texts.licence.noneText}</p>}
        </div>
      </div>
      <p>
        <Link to="/me">{texts.nav.me}</Link>
      </p>
    </section>
  );
}
