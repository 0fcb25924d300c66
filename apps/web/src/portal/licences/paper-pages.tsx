import { getLicence } from '@miaopi/contracts';
import { useState } from 'react';
import { useRead } from '../../app/api.ts';
import { useTexts } from '../../texts/lang.tsx';
import { PaperImage } from './paper.tsx';

/** A paper of several pages in the room of one: the page looked at large, all of them small below. */
export function PaperPages(props: { licenceId: string; name: string; holder: string }) {
  const { licenceId, name, holder } = props;
  const texts = useTexts();
  const licence = useRead(getLicence, { params: { licenceId } });
  const [shown, setShown] = useState(0);
  const pages = licence.data?.pages ?? 1;
  const card = licence.data ? licence.data.width < 120 : false;
  const all = Array.from({ length: pages }, (_, page) => page);
  return (
    <div className={card ? 'paper-pages paper-pages--card' : 'paper-pages'}>
      <div className="paper-pages__large">
        <PaperImage licenceId={licenceId} name={name} holder={holder} page={shown} card={card} />
      </div>
      {pages > 1 && (
        <div className="paper-pages__strip">
          {all.map((page) => (
            <button
              key={page}
              type="button"
              aria-pressed={page === shown}
              aria-label={texts.common.page(page + 1, pages)}
              onClick={() => setShown(page)}
            >
              <PaperImage licenceId={licenceId} name="" holder="" page={page} decorative />
              <span className="tabular">{page + 1}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
