import { prepareComplaint } from '@miaopi/contracts';
import { useSearchParams } from 'react-router';
import { useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useTexts } from '../../texts/lang.tsx';
import { Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { SignInFirst } from '../signin/sign-in-first.tsx';
import { ComplaintForm } from './complaint-form.tsx';
import { useComplaintTexts } from './complaint-texts.ts';
import { OtherWays } from './other-ways.tsx';

/** F167: somebody complains of a unit: from a case of his (`?case=`), from a guide (`?item=`), or of one he chooses. */
export function ComplainPage() {
  const t = useComplaintTexts();
  const texts = useTexts();
  const me = useMe();
  const [search] = useSearchParams();
  const caseId = search.get('case') ?? undefined;
  const slug = search.get('item') ?? undefined;
  const from = { ...(caseId ? { caseId } : slug ? { slug } : {}) };
  const read = useRead(prepareComplaint, { query: from }, { enabled: me?.account === 'person', staleTime: 60_000 });
  if (me === null) return <SignInFirst title={t.title} />;
  return (
    <Page title={t.title} lead={t.lead} width="narrow">
      {me?.account === 'staff' ? (
        <Notice tone="info" title={texts.errors.refused}>
          <a href="/work">{texts.work.title}</a>
        </Notice>
      ) : (
        <Loaded query={read} shape="page">
          {(prepared) => (
            <div className="stack stack--wide">
              <ComplaintForm prepared={prepared} from={from} name={me?.actingFor?.name ?? me?.name ?? ''} />
              <OtherWays phone={prepared.about?.unit.phone} />
            </div>
          )}
        </Loaded>
      )}
    </Page>
  );
}
