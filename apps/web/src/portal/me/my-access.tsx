import { listAccess } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Empty } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { MyConsents } from './my-consents.tsx';

/** Every look at the person's data, as a table. */
export function MyAccess() {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const log = useRead(listAccess, { query: { limit: 100 } }, { staleTime: 0 });
  return (
    <Loaded query={log} shape="list">
      {(data) => (
        <div className="stack">
          <MyConsents />
          <h3>{texts.me.tabs.access}</h3>
          <p className="quiet">{texts.me.accessIntro}</p>
          {data.entries.length === 0 ? (
            <Empty icon="eye" title={texts.me.noAccess} text={texts.me.noAccessText} />
          ) : (
            <table className="record-table">
              <thead>
                <tr>
                  <th scope="col">{texts.me.when}</th>
                  <th scope="col">{texts.me.whoCol}</th>
                  <th scope="col">{texts.me.what}</th>
                  <th scope="col">{texts.me.purpose}</th>
                </tr>
              </thead>
              <tbody>
                {data.entries.map((entry, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: entries are never changed
                  <tr key={index}>
                    <td className="tabular record-table__when" data-label={texts.me.when}>
                      {formatInstant(entry.at, lang)}
                    </td>
                    <td data-label={texts.me.whoCol}>{say(entry.who)}</td>
                    <td data-label={texts.me.what}>{say(entry.what)}</td>
                    <td data-label={texts.me.purpose}>
                      {say(entry.purpose)}
                      {entry.caseNumber && <span className="quiet tabular"> {entry.caseNumber}</span>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
    </Loaded>
  );
}
