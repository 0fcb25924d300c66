import { type LicenceCard, listLicences } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { Empty } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useKioskTexts } from './kiosk-texts.ts';

/** What whoever signed in may print: licences in force. */
export function ChooseLicence({ onChoose }: { onChoose: (licence: LicenceCard) => void }) {
  const t = useKioskTexts();
  const say = useSay();
  const held = useRead(listLicences, {}, { staleTime: 0 });
  return (
    <Loaded query={held} shape="list">
      {(all) => {
        const printable = all.filter((one) => String(one.state) === 'valid' && !one.recalled);
        return printable.length === 0 ? (
          <Empty icon="file" title={t.none} text={t.noneText} />
        ) : (
          <ul className="kiosk__choices">
            {printable.map((one) => (
              <li key={one.id}>
                <button type="button" className="kiosk__choice" onClick={() => onChoose(one)}>
                  <strong>{say(one.name)}</strong>
                  <span className="tabular">{one.number}</span>
                </button>
              </li>
            ))}
          </ul>
        );
      }}
    </Loaded>
  );
}
