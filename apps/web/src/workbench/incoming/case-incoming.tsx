import { type CaseView, listIncoming } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useRead } from '../../app/api.ts';
import { IncomingRow } from './incoming-row.tsx';
import { useIncomingTexts } from './incoming-texts.ts';
import { useIncomingDialogs } from './use-incoming-dialogs.tsx';
import '../deliveries/deliveries.css';

/** What was sent by courier for this case; nothing where nothing was. */
export function CaseIncoming({ view }: { view: CaseView }) {
  const t = useIncomingTexts();
  const cache = useQueryClient();
  const wants = (view.handling?.originals.length ?? 0) > 0 || view.corrections.length > 0;
  const read = useRead(listIncoming, { query: { q: view.number, limit: 20 } }, { enabled: wants, staleTime: 0 });
  const { ask, dialog } = useIncomingDialogs(() => void cache.invalidateQueries());
  // who may not open parcels of this office is told nothing of them
  const parcels = read.data?.parcels.filter((p) => p.caseId === view.id) ?? [];
  if (parcels.length === 0) return null;
  return (
    <section className="work-part">
      <h2>{t.inCase}</h2>
      <ul className="deliveries">
        {parcels.map((p) => (
          <IncomingRow key={p.id} parcel={p} inCase ask={ask} />
        ))}
      </ul>
      {dialog}
    </section>
  );
}
