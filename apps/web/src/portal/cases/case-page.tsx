import { useLocation, useParams } from 'react-router';
import { useMe } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Loaded } from '../../ui/states.tsx';
import { SignInFirst } from '../signin/sign-in-first.tsx';
import { CaseDetails } from './case-details.tsx';
import { CaseMoment, modeOf } from './case-moment.tsx';
import { useWatchedCase } from './watch-case.ts';
import './case.css';

/** The moment of decision, and the same page ever after. */
export function CasePage() {
  const { caseId = '' } = useParams();
  const location = useLocation();
  const texts = useTexts();
  const say = useSay();
  const me = useMe();
  const watched = useWatchedCase(caseId);
  const fresh = Boolean((location.state as { submitted?: boolean } | null)?.submitted);
  if (me === null) return <SignInFirst title={texts.cases.title} />;
  return (
    <Page
      title={watched.data ? say(watched.data.itemName) : texts.cases.title}
      heading={watched.data ? null : undefined}
      className="case-page"
    >
      <Loaded query={watched}>
        {(view) => (
          <>
            <CaseMoment view={view} fresh={fresh} broken={watched.broken} />
            {/* While it moves, the steps have the page to themselves. */}
            {modeOf(view) !== 'moving' && <CaseDetails view={view} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}
