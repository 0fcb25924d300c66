import { listDemoPeople, type ReplyOf, signIn } from '@miaopi/contracts';
import { useState } from 'react';
import { api, type MeValue, useRead, useSetMe } from '../../app/api.ts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { usePress } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';

type DemoPerson = ReplyOf<typeof listDemoPeople>[number];

const ICON: Record<string, IconName> = { person: 'user', firm: 'firm', staff: 'stamp' };

/** The people of the demo district with their stories; absent where the installation is no demo. */
export function DemoPeople({ onDone }: { onDone: (me: MeValue) => void }) {
  const texts = useTexts();
  const say = useSay();
  const setMe = useSetMe();
  const people = useRead(listDemoPeople, {}, { staleTime: 600_000 });
  const [sought, setSought] = useState('');
  const [trouble, setTrouble] = useState<unknown>();
  async function enter({ account, password }: DemoPerson): Promise<void> {
    try {
      const me = (await api.call(signIn, { body: { account, password } })) as MeValue;
      setMe(me);
      onDone(me);
    } catch (error) {
      setTrouble(error);
    }
  }
  if (!people.data?.length) return null;
  const word = sought.trim().toLowerCase();
  const list = people.data.filter(
    (one) => !word || `${one.name}${one.account}${say(one.story)}`.toLowerCase().includes(word),
  );
  return (
    <section className="card demo" aria-labelledby="demo-people">
      <h2 id="demo-people">{texts.signIn.demo}</h2>
      <p className="quiet">{texts.signIn.demoText}</p>
      {people.data.length > 8 && (
        <input
          className="input"
          type="search"
          aria-label={texts.signIn.search}
          placeholder={texts.signIn.search}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
      )}
      {trouble !== undefined && <Failure error={trouble} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="demo__scroll" tabIndex={0}>
        <ul className="demo__list">
          {list.map((one) => (
            <li key={one.account}>
              <Person one={one} enter={() => enter(one)} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function Person({ one, enter }: { one: DemoPerson; enter: () => Promise<void> }) {
  const texts = useTexts();
  const say = useSay();
  const { began, pressing } = usePress(enter);
  return (
    <button type="button" {...pressing}>
      {began ? <span className="turning" /> : <Icon name={ICON[one.kind] ?? 'user'} />}
      <span>
        <strong>{one.name}</strong> <span className="quiet">{texts.signIn.kinds[one.kind] ?? one.kind}</span>
        <span className="demo__story">{say(one.story)}</span>
      </span>
      <Icon name="next" />
    </button>
  );
}
