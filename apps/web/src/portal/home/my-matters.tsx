import { listCases, listDrafts, listLicences, type ReplyOf } from '@miaopi/contracts';
import { Link } from 'react-router';
import { type MeValue, useRead } from '../../app/api.ts';
import { formatDate, formatInstant } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Loaded, Skeleton } from '../../ui/states.tsx';
import { CaseStateTag } from '../cases/state-tag.tsx';

const SOON = 90 * 86_400_000;

/** Its room while it is not known yet whose matters they are. */
export function MattersComing() {
  return (
    <div className="mine card">
      <div className="mine__columns">
        <Skeleton shape="lines" />
        <Skeleton shape="lines" />
      </div>
    </div>
  );
}

/** Signed in, the first thing is mine: what waits for me, what I hold, what expires. */
export function MyMatters({ me }: { me: MeValue }) {
  const texts = useTexts();
  const drafts = useRead(listDrafts);
  const cases = useRead(listCases, { query: { limit: 3 } });
  const licences = useRead(listLicences);
  const waiting = {
    data: drafts.data && cases.data && { drafts: drafts.data, cases: cases.data.cases },
    error: drafts.error ?? cases.error,
    refetch: () => Promise.all([drafts.refetch(), cases.refetch()]),
  };
  return (
    <section className="mine card" aria-labelledby="mine">
      <h2 id="mine">{texts.home.mine(me.actingFor?.kind === 'firm' ? me.actingFor.name : me.name)}</h2>
      <div className="mine__columns">
        <div>
          <h3>{texts.home.waitsForMe}</h3>
          <Loaded query={waiting} shape="lines">
            {(data) => <Waiting {...data} />}
          </Loaded>
        </div>
        <div>
          <h3>{texts.home.hold}</h3>
          <Loaded query={licences} shape="lines">
            {(data) => <Held licences={data} />}
          </Loaded>
        </div>
      </div>
      <p>
        <Link to="/me">{texts.nav.me}</Link>
      </p>
    </section>
  );
}

function Waiting({ drafts, cases }: { drafts: ReplyOf<typeof listDrafts>; cases: ReplyOf<typeof listCases>['cases'] }) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const open = cases.filter((one) => !['closed', 'granted', 'refused'].includes(String(one.state)));
  const begun = drafts.filter((one) => one.state === 'in-use');
  if (begun.length + open.length === 0) return <p className="quiet">{texts.home.nothingWaiting}</p>;
  return (
    <ul className="stack stack--tight">
      {open.slice(0, 3).map((one) => (
        <li key={one.id} className="mine__row">
          <Link to={`/cases/${one.id}`}>{say(one.itemName)}</Link>
          <CaseStateTag of={one} />
        </li>
      ))}
      {begun.slice(0, 3).map((draft) => (
        <li key={draft.id} className="mine__row">
          <Link to={`/items/${draft.slug}/apply`}>{say(draft.itemName)}</Link>
          <span className="quiet">
            {texts.me.tabs.drafts} · {texts.me.savedAt(formatInstant(draft.savedAt, lang))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Held({ licences }: { licences: ReplyOf<typeof listLicences> }) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const held = licences.filter((one) => one.state === 'valid');
  if (held.length === 0) return <p className="quiet">{texts.licence.noneText}</p>;
  return (
    <ul className="stack stack--tight">
      {held.slice(0, 3).map((one) => (
        <li key={one.id} className="mine__row">
          <Link to={`/licences/${one.id}`}>{say(one.name)}</Link>
          {one.validTo && Date.parse(one.validTo) - Date.now() < SOON && (
            <span className="mine__expires">
              <Icon name="clock" />
              {texts.licence.expires(formatDate(one.validTo, lang))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
